import { DoomsdayError } from '../core/doomsday-error.ts';
import { formatDuration } from '../core/duration.ts';
import { eventually } from '../core/eventually.ts';
import { EXIT } from '../core/verdict.ts';
import type { Member } from '../cluster/member.ts';
import { resolveTargets, type TargetSpec } from '../faults/target.ts';
import { worldOf, type Drill } from './drill.ts';

/**
 * Draws whom a fault hits. An office that nobody holds is waited for, as long as an election may
 * take. @throws {DoomsdayError} NO_TARGET (inconclusive): a fault that hits nobody proves nothing.
 */
export async function findTargets(
  drill: Drill,
  target: TargetSpec,
  stream: string,
): Promise<Member[]> {
  const { cluster } = worldOf(drill);
  const rng = drill.rng.fork(stream);
  const leader = (): Promise<Member> => leaderInTime(drill);
  const targets = await resolveTargets(target, { cluster, rng, leader }).catch((error: unknown) => {
    if (!(error instanceof DoomsdayError) || error.code !== 'NO_TARGET') throw error;
    throw noTarget(error.facts.expected ?? words(target), error.facts.observed ?? 'none', error);
  });
  const found = targets.filter((member) => member !== undefined);
  if (found.length > 0) return found;
  throw noTarget(words(target), `nobody of ${cluster.members.length}`);
}

function leaderInTime(drill: Drill): Promise<Member> {
  const { observer } = worldOf(drill);
  const within = drill.scene.deadlines.election;
  const limits = { within, signal: drill.signal };
  return eventually('a leader to hit', () => observer.leader(), limits).catch((cause: unknown) => {
    drill.signal.throwIfAborted();
    throw noTarget(`a leader within ${formatDuration(within)}`, 'no member leads', cause);
  });
}

const noTarget = (expected: string, observed: string, cause?: unknown): DoomsdayError =>
  new DoomsdayError({
    code: 'NO_TARGET',
    message: 'a fault has nobody to hit',
    expected,
    observed,
    likely: 'an earlier fault still keeps the members from electing, or the cluster is too small',
    next: 'heal before this step, or give deadlines.election more time in the scene',
    exit: EXIT.inconclusive,
    cause,
  });

const words = (target: TargetSpec): string =>
  typeof target === 'string' ? target : JSON.stringify(target);
