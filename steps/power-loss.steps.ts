import { When } from '@cucumber/cucumber';
import { addFault } from '../src/drill/add-fault.ts';
import { losePowerAgainAndAgain } from '../src/drill/lose-power-again.ts';
import { powerLoss } from '../src/faults/disk/power-loss.ts';
import type { TargetSpec } from '../src/faults/target.ts';
import { injects } from './injects.ts';
import type { ChaosWorld } from './world.ts';

When(
  '{target} lose(s) power',
  injects(powerLoss),
  async function (this: ChaosWorld, target: TargetSpec) {
    await addFault(this.drill, powerLoss, { target, params: {} });
  },
);

When(
  '{target} lose(s) power again and again',
  injects(powerLoss),
  async function (this: ChaosWorld, target: TargetSpec) {
    await losePowerAgainAndAgain(this.drill, target);
  },
);
