import { restoredLeasesAreKept } from '../../../src/checker/restored-leases-are-kept.ts';
import type { HeldLease } from '../../../src/history/types.ts';
import { build, kv, type RecordBuilder } from './build-record.ts';
import { testCases } from './cases.ts';
import { found, snapshotWith, type Besides } from './kept-records.ts';

/** `until`: 1 s after the drill's start, unless told otherwise; a restore is at 60 ns. */
const told = (held: HeldLease[], until = 1e9): Besides => ({ leases: { until, held } });
const seven: HeldLease = { id: '7', ttl: '60' };
const seventh = told([seven]);
const attached = [kv('k', 'a', 2, { lease: '7' })];
const withKey = told([{ ...seven, keys: ['k'] }]);
const withoutKey = told([{ ...seven, keys: [] }]);
const revoke = { op: 'lease-revoke', lease: '7' } as const;
const grantNine = (record: RecordBuilder): RecordBuilder =>
  record.ok({ op: 'lease-grant', ttl: '60', lease: '9' }, 1, { lease: '9', ttl: '60' });

testCases(restoredLeasesAreKept, [
  ['an empty history proves nothing', build(), 'unknown', 'no leases could be compared'],
  ['the restored leases were not read', snapshotWith(seventh), 'unknown', 'of epoch 2 were not'],
  [
    'the leases of the snapshot were not read',
    found(build().put('k', 'a', 2).restore(2, 1000), seventh),
    'unknown',
    'of the snapshot of epoch 2 were not read',
  ],
  [
    'there was none',
    found(
      snapshotWith(told([]), (record) => record),
      told([]),
    ),
    'unknown',
    'could be compared',
  ],
  ['the lease is there', found(snapshotWith(seventh), seventh), 'holds'],
  [
    'etcd may raise a short life to its least',
    found(snapshotWith(told([{ id: '7', ttl: '1' }])), seventh),
    'holds',
  ],
  ['the lease is gone', found(snapshotWith(seventh), told([])), 'violated', 'lease 7 is gone'],
  [
    'the lease may have come to its end',
    found(snapshotWith(seventh), told([], 61e9)),
    'unknown',
    'no leases could be compared',
  ],
  [
    'a checkpoint has left the lease less than was granted',
    found(snapshotWith(told([{ ...seven, left: '1' }])), told([], 2e9)),
    'unknown',
  ],
  [
    'a client of the new epoch revoked it',
    found(snapshotWith(seventh).ok(revoke, 1003), told([])),
    'unknown',
  ],
  ['or perhaps did', found(snapshotWith(seventh).lost(revoke), told([])), 'unknown'],
  [
    'a revoke that was refused changes nothing',
    found(snapshotWith(seventh).refused(revoke), told([])),
    'violated',
    'lease 7 is gone',
  ],
  [
    'a revoke that was called after the look',
    found(snapshotWith(seventh).ok(revoke, 1003), told([], 65)),
    'violated',
    'lease 7 is gone',
  ],
  [
    'a shorter life',
    found(snapshotWith(seventh), told([{ id: '7', ttl: '5' }])),
    'violated',
    'lease 7 came back with a shorter life',
  ],
  [
    'a lease that the old epoch granted after the snapshot',
    found(
      build()
        .put('k', 'a', 2)
        .state(2, [], 'snapshot', { read: 'data-dir', ...told([]) })
        .ok({ op: 'lease-grant', ttl: '60', lease: '0' }, 2, { lease: '7', ttl: '60' })
        .restore(2, 1000),
      seventh,
    ),
    'violated',
    'lease 7 is back, and was not in the snapshot',
  ],
  [
    'a lease of somebody who is not recorded',
    found(snapshotWith(seventh), told([seven, { id: '9', ttl: '60' }])),
    'unknown',
    'nobody granted lease 9',
  ],
  [
    'a grant of unknown fate in the old epoch may be any lease',
    found(
      snapshotWith(seventh, (record) => record.lost({ op: 'lease-grant', ttl: '60', lease: '0' })),
      told([seven, { id: '9', ttl: '60' }]),
    ),
    'unknown',
  ],
  [
    'a lease that a client of the new epoch granted',
    found(
      snapshotWith(seventh).lost({ op: 'lease-grant', ttl: '60', lease: '9' }),
      told([seven, { id: '9', ttl: '60' }]),
    ),
    'holds',
  ],
  [
    'a lease that was granted before a write of the snapshot is not in it',
    found(snapshotWith(told([seven]), grantNine), seventh),
    'violated',
    'lease 9 was granted, and the snapshot lacks it',
  ],
  [
    'it was granted after the last write of the snapshot',
    found(
      build()
        .put('k', 'a', 2)
        .ok({ op: 'lease-grant', ttl: '60', lease: '9' }, 2, { lease: '9', ttl: '60' })
        .state(2, [], 'snapshot', { read: 'data-dir', ...seventh })
        .restore(2, 1000),
      seventh,
    ),
    'holds',
  ],
  [
    'it may have been revoked before the file was complete',
    found(
      snapshotWith(seventh, (record) => grantNine(record).lost({ op: 'lease-revoke', lease: '9' })),
      seventh,
    ),
    'holds',
  ],
  [
    'its time may have been over before the file was complete',
    found(snapshotWith(told([seven], 61e9), grantNine), seventh),
    'holds',
  ],
  ['its key is attached', found(snapshotWith(seventh), withKey, attached), 'holds'],
  [
    'its key is not attached',
    found(snapshotWith(seventh), withoutKey, attached),
    'violated',
    'lease 7: "k" carries it and will not end with it',
  ],
  [
    'a key is attached that does not carry it',
    found(snapshotWith(seventh), withKey),
    'violated',
    'lease 7: "k" does not carry it and will end with it',
  ],
  [
    'a client of the new epoch detached it',
    found(snapshotWith(seventh).put('k', 'b', 1003), withoutKey, attached),
    'holds',
  ],
  [
    'a refused write detached nothing',
    found(snapshotWith(seventh).refused({ op: 'delete', key: 'k' }), withoutKey, attached),
    'violated',
  ],
]);
