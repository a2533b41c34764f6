import { DoomsdayError } from '../../core/doomsday-error.ts';
import { formatDuration, nanos, seconds, toSeconds, type Duration } from '../../core/duration.ts';
import type { HealStack } from '../../core/heal-stack.ts';
import { EXIT } from '../../core/verdict.ts';
import type { Member } from '../../cluster/member.ts';
import type { PlainAnswer, PlainConnection } from '../../etcd/plain-connection.ts';
import type { FaultWorld } from '../define-fault.ts';
import { LARGE, answeredBefore, asNewcomer, askWithin, clientEnd, standingOf } from './standing.ts';
import { usualTrip } from './usual-trip.ts';

/** Two long answers side by side before the harm, the slower one, by injection. */
const usual = new WeakMap<HealStack, Map<string, PlainAnswer>>();
const LOOKS = 3;
/** A rate is met in the mean: Toxiproxy delivers in pieces of 100 ms. Source: toxics/bandwidth.go. */
const PIECES = 1.25;
/** What the limit adds is told apart from so many times what a long answer takes of itself. */
const CLEARLY = 4;

/**
 * Has long answers over the client link of every target before it is harmed.
 * @throws {DoomsdayError} LIMIT_TOO_WIDE (inconclusive) where a limit of so many bytes a second
 * would not make them clearly longer: neither its bite nor its end could be proven.
 */
export async function lookAtFullAnswers(world: FaultWorld, limit: number): Promise<void> {
  const answers = new Map<string, PlainAnswer>();
  usual.set(world.heal, answers);
  await answeredBefore(world, async (member) => {
    answers.set(member.name, await fastestPair(world, member));
  });
  for (const member of world.targets) {
    const answer = answers.get(member.name) as PlainAnswer;
    const most = widest(world, member, answer);
    if (limit > most) throw tooWide(member, answer, { limit, most });
  }
}

/** What a long answer took before the harm; nothing where none was looked at. */
export const usualAnswer = ({ heal }: FaultWorld, { name }: Member): Duration =>
  usual.get(heal)?.get(name)?.tookNs ?? nanos(0);

/** How long an answer of so many bytes takes at least where the limit is there. */
export function limitedTo(world: FaultWorld, member: Member, limit: number, bytes: number) {
  const added = seconds(bytes / limit);
  return nanos(Math.max(added / PIECES, usualAnswer(world, member) + added / 2));
}

async function fastestPair(world: FaultWorld, member: Member): Promise<PlainAnswer> {
  const { proveWithin } = world;
  const full = (one: PlainConnection): Promise<PlainAnswer> => askWithin(one, LARGE, proveWithin);
  return await asNewcomer(clientEnd(member), proveWithin, async (fresh) => {
    let best: PlainAnswer | undefined;
    for (let n = 0; n < LOOKS; n++) {
      const pair = await Promise.all([standingOf(world, member), fresh].map(full));
      const slower = pair.reduce((a, b) => (b.tookNs > a.tookNs ? b : a));
      if (best === undefined || slower.tookNs < best.tookNs) best = slower;
    }
    return best as PlainAnswer;
  });
}

/** In bytes a second. */
function widest(world: FaultWorld, member: Member, { bytes, tookNs }: PlainAnswer): number {
  const own = nanos(Math.max(1, tookNs - usualTrip(world, member)));
  return Math.floor(bytes / (CLEARLY * toSeconds(own)));
}

const tooWide = (
  { name }: Member,
  { bytes, tookNs }: { bytes: number; tookNs: Duration },
  { limit, most }: { limit: number; most: number },
): DoomsdayError =>
  new DoomsdayError({
    code: 'LIMIT_TOO_WIDE',
    message: `${limit} bytes a second are more than could be told from no limit`,
    expected: `${most} bytes a second or less`,
    observed: `${bytes} bytes of ${name} in ${formatDuration(tookNs)} without a limit`,
    next: 'set a smaller faults.clientBandwidth in the scene',
    exit: EXIT.inconclusive,
  });
