import { DoomsdayError } from '../core/doomsday-error.ts';
import { eventually } from '../core/eventually.ts';
import { note, type Drill } from './drill.ts';

/**
 * Waits until every watcher has been told up to the revision of the final read, so that what is
 * missing then is missing for good. One that stays behind does not end the drill: the record says
 * so, and the guarantee that it should have shown is `unknown`.
 */
export async function letWatchersCatchUp(drill: Drill): Promise<void> {
  const { load, endState, scene, signal } = drill;
  if (load === undefined || endState === undefined) return;
  const revision = BigInt(endState.revision);
  const condition = `every watcher was told up to revision ${revision}`;
  const limits = { within: scene.deadlines.settle, signal };
  try {
    await eventually(condition, () => load.watchers.allReached(revision), limits);
  } catch (error) {
    if (!(error instanceof DoomsdayError) || error.code !== 'CONDITION_NOT_REACHED') throw error;
    note(drill, error.message);
  }
}
