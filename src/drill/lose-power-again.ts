import { pass } from '../core/clock.ts';
import { awaitServing } from '../cluster/await-serving.ts';
import { powerLoss } from '../faults/disk/power-loss.ts';
import type { TargetSpec } from '../faults/target.ts';
import { addFault } from './add-fault.ts';
import { worldOf, type Drill } from './drill.ts';

/** Round after round the target loses power and is started again; the load goes on all the time. */
export async function losePowerAgainAndAgain(drill: Drill, target: TargetSpec): Promise<void> {
  const { scene, signal } = drill;
  const { rounds, gap } = scene.faults.powerLoss;
  for (let round = 1; round <= rounds; round++) {
    const injection = await addFault(drill, powerLoss, { target, params: {} });
    await injection.heal();
    await awaitServing(worldOf(drill).cluster, { within: scene.deadlines.settle, signal });
    await pass(gap, signal);
  }
}
