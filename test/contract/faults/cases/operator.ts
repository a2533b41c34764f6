import { millis } from '../../../../src/core/duration.ts';
import { compact } from '../../../../src/faults/operator/compact.ts';
import { compactionLoop } from '../../../../src/faults/operator/compaction-loop.ts';
import { defragment } from '../../../../src/faults/operator/defragment.ts';
import { memberAddedTwice } from '../../../../src/faults/operator/member-added-twice.ts';
import { moveLeader } from '../../../../src/faults/operator/move-leader.ts';
import { tokenReused } from '../../../../src/faults/operator/token-reused.ts';
import { wrongInitialCluster } from '../../../../src/faults/operator/wrong-initial-cluster.ts';
import { faultCase, type FaultCase } from '../fault-case.ts';

/** A member that joins an idle cluster may never serve (docs/findings.md): these have writers. */
const writes = { writes: true };

/** `two-recoveries` needs five members: apart.ts has it. */
export const operatorCases: readonly FaultCase[] = [
  faultCase(defragment, {}, { representative: true }),
  faultCase(compact, { behind: 0 }, writes),
  faultCase(compactionLoop, { behind: 1, every: millis(50) }, writes),
  faultCase(moveLeader, {}, { representative: true }),
  faultCase(wrongInitialCluster, {}, writes),
  faultCase(memberAddedTwice, {}, writes),
  faultCase(tokenReused, {}, writes),
];
