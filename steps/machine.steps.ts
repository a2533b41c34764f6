import { When } from '@cucumber/cucumber';
import { addFault } from '../src/drill/add-fault.ts';
import { holdFault } from '../src/drill/hold-fault.ts';
import { cpuLimit } from '../src/faults/machine/cpu-limit.ts';
import { restartStorm } from '../src/faults/machine/restart-storm.ts';
import { terminate } from '../src/faults/machine/terminate.ts';
import type { TargetSpec } from '../src/faults/target.ts';
import { injects } from './injects.ts';
import type { ChaosWorld } from './world.ts';

When(
  '{target} is/are terminated',
  injects(terminate),
  async function (this: ChaosWorld, target: TargetSpec) {
    const params = this.drill.scene.faults.terminate;
    await addFault(this.drill, terminate, { target, params });
  },
);

When(
  '{target} restart(s) again and again',
  injects(restartStorm),
  async function (this: ChaosWorld, target: TargetSpec) {
    const { faults } = this.drill.scene;
    const params = { ...faults.terminate, ...faults.restartStorm };
    await addFault(this.drill, restartStorm, { target, params });
  },
);

When(
  '{target} get(s) too little CPU for a while',
  injects(cpuLimit),
  async function (this: ChaosWorld, target: TargetSpec) {
    const { faults, phases } = this.drill.scene;
    const params = { percent: faults.cpuLimit };
    await holdFault(this.drill, cpuLimit, { target, params, hold: phases.hold });
  },
);
