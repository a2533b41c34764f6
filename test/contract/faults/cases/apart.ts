import { lose } from '../../../../src/faults/machine/lose.ts';
import { twoRecoveries } from '../../../../src/faults/operator/two-recoveries.ts';
import { cutSnapshot } from '../../../../src/faults/peer-network/cut-snapshot.ts';
import { ring } from '../../../../src/faults/peer-network/ring.ts';
import { faultCase, type FaultCase } from '../fault-case.ts';

/** Faults that fewer than five members cannot have. */
export const FIVE_CASES: readonly FaultCase[] = [
  faultCase(ring, {}, { targets: ({ members }) => members }),
  faultCase(twoRecoveries, {}, { writes: true, targets: ({ members }) => members.slice(1, 3) }),
];

/** Faults after which a cluster is of no use to the next one. */
export interface AloneCases {
  readonly why: string;
  readonly extraFlags: readonly string[];
  readonly cases: readonly FaultCase[];
}

/** Members that write a raft snapshot every 20 entries and keep 10 before it. */
export const SHORT_LOG = ['--snapshot-count=20', '--snapshot-catchup-entries=10'];

export const ALONE_CASES: readonly AloneCases[] = [
  {
    // Source: etcd server/etcdserver/server.go, releaseDelayAfterSnapshot.
    why: 'for 30 s after a snapshot that got through a leader keeps all of its log',
    extraFlags: SHORT_LOG,
    cases: [faultCase(cutSnapshot, { bytes: 20_000, missed: 40 }, { writes: true })],
  },
  {
    why: 'what is lost is replaced by a whole new cluster',
    extraFlags: [],
    cases: [
      faultCase(
        lose,
        {},
        {
          targets: ({ members }) => members.slice(1),
          endsByRecovery: true,
          leftOut: { died: 'what is lost for good cannot die once more' },
        },
      ),
    ],
  },
];
