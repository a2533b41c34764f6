import { pass } from '../core/clock.ts';
import type { HitAgain } from '../scene/fault-settings.ts';
import type { Drill } from './drill.ts';
import { faultNamed } from './faults-by-name/faults-by-name.ts';

/**
 * Round after round the member that leads at that moment is hit: the fault follows the office. It
 * is proven, held under load, healed and proven gone before the next round looks who leads.
 */
export async function hitWhoeverLeads(
  drill: Drill,
  fault: string,
  { rounds, hold, gap }: HitAgain,
): Promise<void> {
  const { add } = faultNamed(fault);
  for (let round = 1; round <= rounds; round++) {
    const injection = await add(drill, 'leader');
    await pass(hold, drill.signal);
    await injection.heal();
    await pass(gap, drill.signal);
  }
}
