import { Then, When } from '@cucumber/cucumber';
import { addFault } from '../src/drill/add-fault.ts';
import { expectHolds } from '../src/drill/expect.ts';
import { holdFault } from '../src/drill/hold-fault.ts';
import { compact } from '../src/faults/operator/compact.ts';
import { compactionLoop } from '../src/faults/operator/compaction-loop.ts';
import { defragment } from '../src/faults/operator/defragment.ts';
import { memberAddedTwice } from '../src/faults/operator/member-added-twice.ts';
import { moveLeader } from '../src/faults/operator/move-leader.ts';
import { tokenReused } from '../src/faults/operator/token-reused.ts';
import { twoRecoveries } from '../src/faults/operator/two-recoveries.ts';
import { wrongInitialCluster } from '../src/faults/operator/wrong-initial-cluster.ts';
import type { TargetSpec } from '../src/faults/target.ts';
import { injects } from './injects.ts';
import type { ChaosWorld } from './world.ts';

When(
  '{target} is defragmented',
  injects(defragment),
  async function (this: ChaosWorld, target: TargetSpec) {
    await addFault(this.drill, defragment, { target, params: {} });
  },
);

When(
  'the history is compacted through {target}',
  injects(compact),
  async function (this: ChaosWorld, target: TargetSpec) {
    const { behind } = this.drill.scene.faults.compact;
    await addFault(this.drill, compact, { target, params: { behind } });
  },
);

When(
  'the history is compacted through {target} again and again',
  injects(compactionLoop),
  async function (this: ChaosWorld, target: TargetSpec) {
    const { faults, phases } = this.drill.scene;
    const params = faults.compact;
    await holdFault(this.drill, compactionLoop, { target, params, hold: phases.hold });
  },
);

When(
  'leadership is moved to {target}',
  injects(moveLeader),
  async function (this: ChaosWorld, target: TargetSpec) {
    await addFault(this.drill, moveLeader, { target, params: {} });
  },
);

When(
  '{target} is replaced with a wrong initial cluster',
  injects(wrongInitialCluster),
  async function (this: ChaosWorld, target: TargetSpec) {
    await addFault(this.drill, wrongInitialCluster, { target, params: {} });
  },
);

When(
  'a member that never starts is added twice beside {target}',
  injects(memberAddedTwice),
  async function (this: ChaosWorld, target: TargetSpec) {
    await addFault(this.drill, memberAddedTwice, { target, params: {} });
  },
);

When(
  '{target} lose their data and two operators recover them at once',
  injects(twoRecoveries),
  async function (this: ChaosWorld, target: TargetSpec) {
    await addFault(this.drill, twoRecoveries, { target, params: {} });
  },
);

When(
  '{target} is bootstrapped anew with the token of the cluster',
  injects(tokenReused),
  async function (this: ChaosWorld, target: TargetSpec) {
    await addFault(this.drill, tokenReused, { target, params: {} });
  },
);

Then('compaction took the past and nothing else', async function (this: ChaosWorld) {
  await expectHolds(this.drill, ['compaction-is-exact']);
});
