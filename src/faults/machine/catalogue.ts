import type { FaultFacts } from '../define-fault.ts';
import { cpuLimit } from './cpu-limit.ts';
import { kill } from './kill.ts';
import { lose } from './lose.ts';
import { pause } from './pause.ts';
import { restartStorm } from './restart-storm.ts';
import { terminate } from './terminate.ts';

export const machineFaults: readonly FaultFacts[] = [
  kill,
  terminate,
  restartStorm,
  lose,
  pause,
  cpuLimit,
];
