import { MARK } from '../history/marks.ts';
import type { Drill } from './drill.ts';

/** Heals every fault that still bites, newest first, and waits for a leader. Twice is harmless. */
export async function healFaults(drill: Drill): Promise<void> {
  const { recorder, world } = drill;
  drill.phases.enter('settle');
  for (const injection of drill.injections.toReversed()) await injection.heal();
  recorder.write({ t: 'mark', name: MARK.healed, at: recorder.now() });
  await world?.observer.requireLeader();
}
