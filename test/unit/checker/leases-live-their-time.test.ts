import { leasesLiveTheirTime } from '../../../src/checker/leases-live-their-time.ts';
import type { OpLine } from '../../../src/history/types.ts';
import { build, type RecordBuilder } from './build-record.ts';
import { testCases } from './cases.ts';

const leased = (): RecordBuilder =>
  build()
    .ok({ op: 'lease-grant', lease: '7', ttl: '5' }, 1, { ttl: '5', lease: '7' })
    .ok({ op: 'put', key: 'k', value: 'a', lease: '7' }, 2);
const gone = (record: RecordBuilder, rest: Partial<OpLine> = {}): RecordBuilder =>
  record
    .watch('events', { revision: '3', events: [{ type: 'delete', key: 'k', mod: '3' }] })
    .get('k', 3, undefined, rest);
const late = (s: number): Partial<OpLine> => ({ call: s * 1e9, ret: s * 1e9 + 1 });

testCases(leasesLiveTheirTime, [
  ['an empty history proves nothing', build(), 'unknown'],
  ['expired in its time', gone(leased(), late(6)), 'holds'],
  ['expired early', gone(leased(), late(4)), 'violated', 'before its time'],
  ['revoked', gone(leased().ok({ op: 'lease-revoke', lease: '7' }, 3), late(4)), 'holds'],
  [
    'a revoke that was lost',
    gone(leased().lost({ op: 'lease-revoke', lease: '7' }), late(4)),
    'holds',
  ],
  [
    'expired early after a keepalive',
    gone(leased().ok({ op: 'lease-keepalive', lease: '7' }, 2, { ttl: '5' }, late(4)), late(8)),
    'violated',
  ],
  ['a new leader prolongs a lease', gone(leased(), late(60)), 'holds'],
]);
