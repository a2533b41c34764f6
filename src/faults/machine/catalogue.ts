import type { FaultFacts } from '../define-fault.ts';
import { kill } from './kill.ts';
import { lose } from './lose.ts';
import { pause } from './pause.ts';

export const machineFaults: readonly FaultFacts[] = [kill, lose, pause];
