import type { FaultFacts } from '../define-fault.ts';
import { diskFull } from './disk-full.ts';
import { diskLatency } from './disk-latency.ts';
import { diskReadOnly } from './disk-read-only.ts';
import { diskStallCycles } from './disk-stall-cycles.ts';
import { diskStall } from './disk-stall.ts';
import { fsyncError } from './fsync-error.ts';
import { powerLoss } from './power-loss.ts';

export const diskFaults: readonly FaultFacts[] = [
  diskLatency,
  diskStall,
  diskStallCycles,
  fsyncError,
  diskFull,
  diskReadOnly,
  powerLoss,
];
