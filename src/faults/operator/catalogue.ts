import type { FaultFacts } from '../define-fault.ts';
import { compact } from './compact.ts';
import { compactionLoop } from './compaction-loop.ts';
import { defragment } from './defragment.ts';
import { memberAddedTwice } from './member-added-twice.ts';
import { moveLeader } from './move-leader.ts';
import { tokenReused } from './token-reused.ts';
import { twoRecoveries } from './two-recoveries.ts';
import { wrongInitialCluster } from './wrong-initial-cluster.ts';

export const operatorFaults: readonly FaultFacts[] = [
  defragment,
  compact,
  compactionLoop,
  moveLeader,
  wrongInitialCluster,
  memberAddedTwice,
  twoRecoveries,
  tokenReused,
];
