import { pass } from '../core/clock.ts';
import { isolate } from '../faults/peer-network/isolate.ts';
import type { Drill } from './drill.ts';
import { holdFault } from './hold-fault.ts';

/** Round after round the member that leads at that moment is isolated: it follows the office. */
export async function isolateWhoeverLeads(drill: Drill): Promise<void> {
  const { rounds, hold, gap } = drill.scene.faults.isolate;
  for (let round = 1; round <= rounds; round++) {
    await holdFault(drill, isolate, { target: 'leader', params: {}, hold });
    await pass(gap, drill.signal);
  }
}
