import { millis, seconds } from '../../../../src/core/duration.ts';
import { cpuLimit } from '../../../../src/faults/machine/cpu-limit.ts';
import { kill } from '../../../../src/faults/machine/kill.ts';
import { pause } from '../../../../src/faults/machine/pause.ts';
import { restartStorm } from '../../../../src/faults/machine/restart-storm.ts';
import { terminate } from '../../../../src/faults/machine/terminate.ts';
import { faultCase, type FaultCase } from '../fault-case.ts';

const storm = { rounds: 3, down: millis(300), up: millis(600), patience: seconds(30) };

export const machineCases: readonly FaultCase[] = [
  faultCase(pause, {}),
  faultCase(kill, {}, { representative: true }),
  faultCase(terminate, { patience: seconds(30) }),
  faultCase(restartStorm, storm, { lasting: true }),
  faultCase(cpuLimit, { percent: 20 }),
];
