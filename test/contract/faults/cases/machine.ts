import { kill } from '../../../../src/faults/machine/kill.ts';
import { pause } from '../../../../src/faults/machine/pause.ts';
import { faultCase, type FaultCase } from '../fault-case.ts';

export const machineCases: readonly FaultCase[] = [
  faultCase(pause, {}),
  faultCase(kill, {}, { representative: true }),
];
