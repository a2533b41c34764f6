import { seconds } from '../core/duration.ts';
import type { Fault } from '../faults/define-fault.ts';
import { injectFault, type Injection } from '../faults/inject-fault.ts';
import { resolveTargets, type TargetSpec } from '../faults/target.ts';
import { note, worldOf, type Drill } from './drill.ts';

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
  const id = drill.injections.length + 1;
  const { cluster, observer } = world;
  const targets = await resolveTargets(target, {
    cluster,
    rng: drill.rng.fork(`fault-${id}`),
    leader: () => observer.leader(),
  });
  const injection = await injectFault(fault, params, {
    cluster,
    targets,
    rng: drill.rng.fork(`harm-${id}`),
    current: () => world.cluster,
    proveWithin: seconds(5),
    signal: drill.signal,
    sink: drill.recorder,
    heals: drill.heals,
    id,
  });
  drill.injections.push(injection);
  note(drill, `${fault.name} on ${targets.map((m) => m.name).join(', ')}: proven`);
  return injection;
}
