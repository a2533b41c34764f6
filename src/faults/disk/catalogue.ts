import type { FaultFacts } from '../define-fault.ts';
import { diskLatency } from './disk-latency.ts';
import { diskStall } from './disk-stall.ts';

export const diskFaults: readonly FaultFacts[] = [diskLatency, diskStall];
