import { compact } from '../../faults/operator/compact.ts';
import { compactionLoop } from '../../faults/operator/compaction-loop.ts';
import { defragment } from '../../faults/operator/defragment.ts';
import { memberAddedTwice } from '../../faults/operator/member-added-twice.ts';
import { moveLeader } from '../../faults/operator/move-leader.ts';
import { tokenReused } from '../../faults/operator/token-reused.ts';
import { twoRecoveries } from '../../faults/operator/two-recoveries.ts';
import { wrongInitialCluster } from '../../faults/operator/wrong-initial-cluster.ts';
import { named, none, type NamedFault } from './named.ts';

/** Changes of the membership are no part of storms: etcd refuses them while others are harmed. */
export const operatorByName: readonly NamedFault[] = [
  named(defragment, 0, none),
  named(compact, 0, ({ faults }) => ({ behind: faults.compact.behind })),
  named(compactionLoop, 0, ({ faults }) => faults.compact),
  named(moveLeader, 0, none),
  named(wrongInitialCluster, 0, none),
  named(memberAddedTwice, 0, none),
  named(twoRecoveries, 0, none),
  named(tokenReused, 0, none),
];
