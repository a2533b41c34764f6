import { DoomsdayError } from '../../core/doomsday-error.ts';
import { awaitServing } from '../../cluster/await-serving.ts';
import { isUnproven } from '../../faults/fault-errors.ts';
import { FAULT_HEAL, type Injection } from '../../faults/inject-fault.ts';
import { note, worldOf, type Drill } from '../drill.ts';
import { expectationFailed } from '../expectation-failed.ts';

/**
 * All are undone before the first is proven gone; the newest on the stack may be one that was not
 * proven to bite. What could not be healed ends the storm: the next round would not be its own. An
 * end that only could not be proven is in the record and makes the drill inconclusive; that all
 * members serve again is looked at next.
 */
export async function healRound(drill: Drill, done: readonly Injection[]): Promise<void> {
  for (const injection of done.toReversed()) await injection.undo();
  for (const { name, error } of await drill.heals.healAll(FAULT_HEAL)) {
    if (!isUnproven(error)) throw error;
    note(drill, `${name}: its end could not be proven: ${error.facts.observed ?? error.message}`);
    leaveAlone(drill, done);
  }
}

/** Settling heals whatever still bites; these were healed, and would only say once more what is known. */
function leaveAlone({ injections }: Drill, healed: readonly Injection[]): void {
  const nothing = (): Promise<void> => Promise.resolve();
  for (const [i, injection] of injections.entries()) {
    if (healed.includes(injection)) injections[i] = { ...injection, undo: nothing, heal: nothing };
  }
}

/**
 * Who is healed may be behind; the next round may only harm a cluster that is whole.
 * @throws {DoomsdayError} EXPECTATION_FAILED (missed) when one does not serve within the scene's
 *   time to settle.
 */
export async function allServe(drill: Drill): Promise<void> {
  const { scene, signal } = drill;
  const within = scene.deadlines.settle;
  await awaitServing(worldOf(drill).cluster, { within, signal }).catch((error: unknown) => {
    if (!isInVain(error)) throw error;
    const { expected, observed } = error.facts;
    throw expectationFailed({
      message: 'not every member serves again after a round was healed',
      ...(expected === undefined ? {} : { expected }),
      ...(observed === undefined ? {} : { observed }),
      cause: error,
    });
  });
}

const isInVain = (error: unknown): error is DoomsdayError =>
  error instanceof DoomsdayError && error.code === 'CONDITION_NOT_REACHED';
