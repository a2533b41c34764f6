import { millis } from '../../../../src/core/duration.ts';
import { diskLatency } from '../../../../src/faults/disk/disk-latency.ts';
import { diskStall } from '../../../../src/faults/disk/disk-stall.ts';
import { faultCase, type FaultCase } from '../fault-case.ts';

export const diskCases: readonly FaultCase[] = [
  faultCase(diskLatency, { perFsync: millis(200) }),
  faultCase(diskStall, {}, { writes: true, representative: true }),
];
