import { MARK } from '../history/marks.ts';
import { isUnproven } from '../faults/fault-errors.ts';
import { note, type Drill } from './drill.ts';

/**
 * Heals every fault that still bites, newest first, and waits for a leader. All are undone before
 * the first is proven gone. Twice is harmless.
 */
export async function healFaults(drill: Drill): Promise<void> {
  const { recorder, world } = drill;
  drill.phases.enter('settle');
  await healTogether(drill);
  recorder.write({ t: 'mark', name: MARK.healed, at: recorder.now() });
  await world?.observer.requireLeader();
}

/**
 * Undoes faults that bite together, newest first, then proves each gone. One whose end could not be
 * proven keeps none of the others waiting; the record tells it, and the verdict.
 */
async function healTogether(drill: Drill): Promise<void> {
  const newestFirst = drill.injections.toReversed();
  for (const injection of newestFirst) await injection.undo();
  for (const injection of newestFirst) {
    await injection.heal().catch((error: unknown) => {
      if (!isUnproven(error)) throw error;
      note(drill, error.message);
    });
  }
}
