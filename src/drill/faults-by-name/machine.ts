import { cpuLimit } from '../../faults/machine/cpu-limit.ts';
import { kill } from '../../faults/machine/kill.ts';
import { pause } from '../../faults/machine/pause.ts';
import { restartStorm } from '../../faults/machine/restart-storm.ts';
import { terminate } from '../../faults/machine/terminate.ts';
import { named, none, type NamedFault } from './named.ts';

export const machineByName: readonly NamedFault[] = [
  named(kill, 3, none),
  named(terminate, 2, ({ faults }) => faults.terminate),
  named(restartStorm, 1, ({ faults }) => ({ ...faults.terminate, ...faults.restartStorm })),
  named(pause, 2, none),
  named(cpuLimit, 1, ({ faults }) => ({ percent: faults.cpuLimit })),
];
