import type { Scene } from '../scene/scene.ts';

/**
 * More revisions than the raft log of a member keeps, where it keeps no more of them for slow
 * followers (--snapshot-catchup-entries, 5,000 unless the scene says otherwise) than lie between
 * two raft snapshots.
 */
export const missedByScene = ({ etcd }: Scene): number => 3 * etcd.snapshotCount;
