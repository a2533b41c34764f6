import type { StateLine } from '../../../src/history/types.ts';
import { build, kv, type RecordBuilder } from './build-record.ts';

export type Besides = Pick<StateLine, 'leases' | 'access' | 'alarms' | 'members'>;

/** One write, one lease; a snapshot at revision 2 with what it holds besides keys. */
export function snapshotWith(besides: Besides, prepare = leased): RecordBuilder {
  const record = prepare(build()).put('k', 'a', 2);
  const at = record.now;
  record.state(2, [], 'snapshot', { read: 'data-dir', member: 'm1', at, ...besides });
  return record.restore(2, 1000);
}

const leased = (record: RecordBuilder): RecordBuilder =>
  record.ok({ op: 'lease-grant', ttl: '60', lease: '7' }, 1, { lease: '7', ttl: '60' });

/** What a restored member tells; the key is as it was. */
export const found = (record: RecordBuilder, besides: Besides, kvs = [kv('k', 'a', 2)]) =>
  record.state(1002, kvs, 'before-clients', besides);
