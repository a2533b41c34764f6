import { pass } from '../core/clock.ts';
import { eventually } from '../core/eventually.ts';
import { diskStall } from '../faults/disk/disk-stall.ts';
import { worldOf, type Drill } from './drill.ts';
import { holdFault } from './hold-fault.ts';

/** Round after round the disk of the member that leads at that moment stalls: it follows the office. */
export async function stallWhoeverLeads(drill: Drill): Promise<void> {
  const { rounds, hold, gap } = drill.scene.faults.diskStall;
  const { observer } = worldOf(drill);
  for (let round = 1; round <= rounds; round++) {
    const leader = await eventually('a leader to stall', () => observer.leader(), {
      within: drill.scene.deadlines.election,
      signal: drill.signal,
    });
    await holdFault(drill, diskStall, { target: { member: leader.name }, params: {}, hold });
    await pass(gap, drill.signal);
  }
}
