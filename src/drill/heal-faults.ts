import { MARK } from '../history/marks.ts';
import type { Injection } from '../faults/inject-fault.ts';
import type { Drill } from './drill.ts';

/**
 * Heals every fault that still bites, newest first, and waits for a leader. All are undone before
 * the first is proven gone. Twice is harmless.
 */
export async function healFaults(drill: Drill): Promise<void> {
  const { recorder, world } = drill;
  drill.phases.enter('settle');
  await healTogether(drill.injections);
  recorder.write({ t: 'mark', name: MARK.healed, at: recorder.now() });
  await world?.observer.requireLeader();
}

/** Undoes faults that bite together, newest first, then proves each gone. */
async function healTogether(injections: readonly Injection[]): Promise<void> {
  const newestFirst = injections.toReversed();
  for (const injection of newestFirst) await injection.undo();
  for (const injection of newestFirst) await injection.heal();
}
