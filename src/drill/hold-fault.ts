import { pass } from '../core/clock.ts';
import type { Duration } from '../core/duration.ts';
import type { Fault } from '../faults/define-fault.ts';
import type { TargetSpec } from '../faults/target.ts';
import { addFault } from './add-fault.ts';
import type { Drill } from './drill.ts';

/** Injects, proves, lets `hold` pass under load, and heals with proof. */
export async function holdFault<P extends object>(
  drill: Drill,
  fault: Fault<P>,
  { target, params, hold }: { target: TargetSpec; params: P; hold: Duration },
): Promise<void> {
  const injection = await addFault(drill, fault, { target, params });
  await pass(hold, drill.signal);
  await injection.heal();
}
