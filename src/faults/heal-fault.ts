import { deadline } from '../core/deadline.ts';
import { DoomsdayError } from '../core/doomsday-error.ts';
import { formatDuration, type Duration } from '../core/duration.ts';
import type { HealFailure, HealStack } from '../core/heal-stack.ts';
import type { Member } from '../cluster/member.ts';
import { replaceMembers } from './replace-members.ts';

export interface Healing {
  readonly name: string;
  readonly targets: readonly Member[];
  /** Budget of each of the three ways, apart from every other deadline. */
  readonly within: Duration;
  /** Writes a phase to the record, also when the work throws. */
  readonly phase: (work: () => Promise<string>) => Promise<void>;
  /** Tells people; a heal that needs more than its first try is never silent. */
  readonly tell: (text: string) => void;
}

/**
 * Undoes a fault. What fails or takes too long is tried once more, as a step of its own in the
 * record; when that fails too, the members that were hit are killed and started again from their
 * own data. @returns whether it came to that.
 * @throws {DoomsdayError} HEAL_FAILED when the members cannot be replaced either.
 */
export async function healFault(undo: HealStack, healing: Healing): Promise<boolean> {
  const { name, targets, tell } = healing;
  const first = undo.healAll();
  const why = await failure(healing, async () => nothingLeft(await first));
  if (why === undefined) return false;
  tell(`healing ${name} failed (${why}); it is tried once more`);
  const again = await failure(healing, async () => nothingLeft(await secondTry(await first)));
  if (again === undefined) return false;
  const whom = targets.map((m) => m.name).join(', ');
  tell(`healing ${name} failed again (${again}); replaced from their own data: ${whom}`);
  const last = await failure(healing, () => replaceMembers(targets));
  if (last !== undefined) throw healFailed(name, last);
  return true;
}

/** Nothing can undo it: the drill is over, and everything is torn down. */
export const healFailed = (name: string, observed: string): DoomsdayError =>
  new DoomsdayError({
    code: 'HEAL_FAILED',
    message: `"${name}" could not be healed, nor the members that it hit replaced`,
    expected: `the end of ${name}: by its heal, a second try, or a new start of its targets`,
    observed,
    next: 'see the fault lines in history.ndjson; the whole cluster was removed',
  });

/** @returns why the work failed, as it was written to the record; undefined = it did not. */
async function failure(
  { within, phase }: Healing,
  work: () => Promise<string>,
): Promise<string | undefined> {
  const late = (): Error => new Error(`not done within ${formatDuration(within)}`);
  try {
    await phase(() => deadline(within, late, work));
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

async function secondTry(failures: readonly HealFailure[]): Promise<HealFailure[]> {
  const still: HealFailure[] = [];
  for (const one of failures) {
    await one.again().catch((error: unknown) => still.push({ ...one, error }));
  }
  return still;
}

function nothingLeft(failures: readonly HealFailure[]): string {
  const [first] = failures;
  if (first === undefined) return 'done';
  const more = failures.length > 1 ? `, and ${failures.length - 1} more` : '';
  throw new Error(`${first.name}: ${wordsOf(first.error)}${more}`, { cause: first.error });
}

const wordsOf = (error: unknown): string =>
  error instanceof Error ? error.message : String(error);
