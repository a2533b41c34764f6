import { DoomsdayError } from '../core/doomsday-error.ts';
import { formatDuration, type Duration } from '../core/duration.ts';
import { eventually } from '../core/eventually.ts';
import type { Member } from '../cluster/member.ts';
import { NoTarget } from '../faults/no-target.ts';
import type { TargetNeed } from '../faults/target-need.ts';
import { resolveTargets, type TargetSpec } from '../faults/target.ts';
import { worldOf, type Drill } from './drill.ts';

export interface TargetsWanted {
  readonly target: TargetSpec;
  readonly need: TargetNeed;
  /** Names the stream of the draw. */
  readonly stream: string;
}

/**
 * Draws whom a fault hits. An office that nobody holds, and members that are not fit now, are
 * waited for, as long as an election may take; the draw is the same at every look.
 * @throws {NoTarget} (inconclusive): a fault that hits nobody proves nothing.
 */
export async function findTargets(drill: Drill, wanted: TargetsWanted): Promise<Member[]> {
  const { signal } = drill;
  const within = drill.scene.deadlines.election;
  const look = (): Promise<Found> => lookFor(drill, wanted);
  const found = await eventually('somebody to hit', look, { within, signal }).catch((error) => {
    throw inVain(error, within);
  });
  if ('targets' in found) return found.targets;
  throw found.error;
}

type Found = { readonly targets: Member[] } | { readonly error: unknown };

/** What no other look can mend is found, too. @throws {NoTarget} what may be otherwise soon. */
async function lookFor(drill: Drill, { target, need, stream }: TargetsWanted): Promise<Found> {
  const { cluster, observer } = worldOf(drill);
  const aim = { cluster, rng: drill.rng.fork(stream), leader: () => observer.leader(), need };
  try {
    return { targets: await resolveTargets(target, aim) };
  } catch (error) {
    if (error instanceof NoTarget && !error.lasting) throw error;
    return { error };
  }
}

function inVain(error: unknown, within: Duration): unknown {
  const last = error instanceof DoomsdayError ? error.facts.cause : undefined;
  if (!(last instanceof NoTarget)) return error;
  const { expected = '', observed = '' } = last.facts;
  return new NoTarget({
    expected: `${expected} within ${formatDuration(within)}`,
    observed,
    cause: last,
  });
}
