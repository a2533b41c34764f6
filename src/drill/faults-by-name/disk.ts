import { diskFull } from '../../faults/disk/disk-full.ts';
import { diskLatency } from '../../faults/disk/disk-latency.ts';
import { diskStall } from '../../faults/disk/disk-stall.ts';
import { diskReadOnly } from '../../faults/disk/disk-read-only.ts';
import { diskStallCycles } from '../../faults/disk/disk-stall-cycles.ts';
import { powerLoss } from '../../faults/disk/power-loss.ts';
import { fsyncError } from '../../faults/disk/fsync-error.ts';
import { named, none, type NamedFault } from './named.ts';

export const diskByName: readonly NamedFault[] = [
  named(diskLatency, 2, ({ faults }) => ({ perFsync: faults.diskLatency })),
  named(diskStall, 3, none),
  named(diskStallCycles, 2, ({ faults }) => faults.diskStallCycles),
  // Tables only, unless a scene gives them a weight: the member ends by them.
  named(fsyncError, 0, none, { as: 'machine' }),
  named(diskFull, 0, none, { as: 'machine' }),
  named(diskReadOnly, 0, none, { as: 'machine' }),
  // Members have to be started for it, which costs something: see its `start`.
  named(powerLoss, 0, none, { as: 'machine' }),
];
