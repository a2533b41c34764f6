import type { PeerLink } from '../../cluster/cluster.ts';
import { peerLinks } from '../../cluster/cluster.ts';
import { defineFault, type FaultWorld } from '../define-fault.ts';
import { fallBehind } from './fall-behind.ts';
import { putTogether } from './put-together.ts';
import { brokeOff, gotThrough, transfersBefore } from './transfers-proof.ts';

export interface CutSnapshot {
  /** How much a connection carries towards the target before it ends; less than the db has. */
  readonly bytes: number;
  /** How many revisions the target misses: more than the raft logs of the others keep. */
  readonly missed: number;
}

/**
 * A leader keeps the newest entries of its raft log only (--snapshot-count and
 * --snapshot-catchup-entries); who misses more is sent a snapshot of the db in one connection,
 * again and again until one gets through. For 30 s after that the leader keeps all of its log.
 * Source: etcd server/etcdserver/api/rafthttp/snapshot_sender.go; server.go, compactRaftLog.
 */
export const cutSnapshot = defineFault<CutSnapshot>({
  name: 'cut-snapshot',
  subject: 'peer-network',
  summary:
    'The target falls behind what the raft log of the leader keeps, and every snapshot that it is ' +
    'sent breaks off half-way.',
  params: {
    bytes: 'how many bytes of a connection get through towards the target',
    missed: 'how many revisions the target misses',
  },
  heals: 'connections carry what they are given',
  proof: {
    bite: 'etcd counts transfers to the target that broke off and none that got through, and logs why; the target is behind',
    end: 'etcd counts a transfer that got through, and the target has what the others had',
  },
  plan: ({ bytes, missed }) => ({ bytes, missed }),
  async inject(world, { bytes, missed }) {
    const ways = leadingTo(world).map(({ link }) => ({ link, stream: 'upstream' as const }));
    await putTogether(world, ways, () => ({ type: 'limit_data', bytes }));
    await transfersBefore(world);
    await fallBehind(world, missed);
  },
  proveBiting: (world, { bytes }) => brokeOff(world, bytes),
  proveGone: (world) => gotThrough(world),
});

const leadingTo = ({ cluster, targets }: FaultWorld): PeerLink[] =>
  peerLinks(cluster).filter(({ to }) => targets.includes(to));
