import { seconds } from '../core/duration.ts';
import type { Fault } from '../faults/define-fault.ts';
import { GONE_WITHIN, injectFault, type Injection } from '../faults/inject-fault.ts';
import type { TargetSpec } from '../faults/target.ts';
import { note, worldOf, type Drill } from './drill.ts';
import { findTargets } from './find-targets.ts';

/**
 * Resolves the targets with the drill's seed, does the harm and proves it. The draw of one fault
 * does not shift the draws of the next: each has a stream of its own.
 */
export async function addFault<P extends object>(
  drill: Drill,
  fault: Fault<P>,
  { target, params }: { target: TargetSpec; params: P },
): Promise<Injection> {
  const world = worldOf(drill);
  drill.phases.enter('act');
  // Also one that fails has an id of its own: the next proof must not hide it in the record.
  const id = ++drill.faults.asked;
  const { cluster } = world;
  const need = fault.targets ?? {};
  const targets = await findTargets(drill, { target, need, stream: `fault-${id}` });
  const injection = await injectFault(fault, params, {
    cluster,
    targets,
    rng: drill.rng.fork(`harm-${id}`),
    current: () => world.cluster,
    proveWithin: seconds(5),
    proveGoneWithin: GONE_WITHIN,
    signal: drill.signal,
    sink: drill.recorder,
    heals: drill.heals,
    healWithin: drill.scene.deadlines.heal,
    tell: (text) => note(drill, text),
    id,
  });
  drill.injections.push(injection);
  note(drill, `${fault.name} on ${targets.map((m) => m.name).join(', ')}: proven`);
  return injection;
}
