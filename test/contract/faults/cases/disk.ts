import { millis } from '../../../../src/core/duration.ts';
import { diskFull } from '../../../../src/faults/disk/disk-full.ts';
import { diskLatency } from '../../../../src/faults/disk/disk-latency.ts';
import { diskStall } from '../../../../src/faults/disk/disk-stall.ts';
import { diskReadOnly } from '../../../../src/faults/disk/disk-read-only.ts';
import { diskStallCycles } from '../../../../src/faults/disk/disk-stall-cycles.ts';
import { idleDiskStall } from '../../../../src/faults/disk/idle-disk-stall.ts';
import { fsyncError } from '../../../../src/faults/disk/fsync-error.ts';
import { powerLoss } from '../../../../src/faults/disk/power-loss.ts';
import { faultCase, type FaultCase } from '../fault-case.ts';

export const diskCases: readonly FaultCase[] = [
  faultCase(diskLatency, { perFsync: millis(200) }, { delay: millis(200) }),
  faultCase(diskStall, {}, { writes: true, representative: true }),
  faultCase(idleDiskStall, {}, { variant: 'idle' }),
  faultCase(
    diskStallCycles,
    { holdFrom: millis(100), holdTo: millis(200), gapFrom: millis(50), gapTo: millis(100) },
    { writes: true, delay: millis(250) }, // the shortest two holds and a gap
  ),
  faultCase(fsyncError, {}, { writes: true }),
  faultCase(diskFull, {}, { writes: true, representative: true }),
  faultCase(diskReadOnly, {}, { writes: true }),
  faultCase(powerLoss, {}, { writes: true, variant: 'one member' }),
  faultCase(powerLoss, {}, { writes: true, variant: 'all', targets: ({ members }) => members }),
];
