import { pass } from '../core/clock.ts';
import { diskStall } from '../faults/disk/disk-stall.ts';
import type { Drill } from './drill.ts';
import { holdFault } from './hold-fault.ts';

/** Round after round the disk of the member that leads at that moment stalls: it follows the office. */
export async function stallWhoeverLeads(drill: Drill): Promise<void> {
  const { rounds, hold, gap } = drill.scene.faults.diskStall;
  for (let round = 1; round <= rounds; round++) {
    await holdFault(drill, diskStall, { target: 'leader', params: {}, hold });
    await pass(gap, drill.signal);
  }
}
