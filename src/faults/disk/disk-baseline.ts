import { nanos, seconds, type Duration } from '../../core/duration.ts';
import type { HealStack } from '../../core/heal-stack.ts';
import type { Member } from '../../cluster/member.ts';
import type { FaultWorld } from '../define-fault.ts';
import { diskTrip } from '../proof.ts';

/** What each target's fastest round trip took before the harm; absent = none came back. */
type Baseline = ReadonlyMap<Member, Duration>;

/** An injection is known by its undos: the same stack from its harm to the proof of its end. */
const baselines = new WeakMap<HealStack, Baseline>();

/** Longer than a disk takes that a scene would call healthy. */
const ANSWER = seconds(2);
const TRIES = 3;

/**
 * Looks how fast the disk links of the targets are before the harm is done: a scene's disks may be
 * slow from the start, and another fault may bite there already. A proof must not take their work
 * for this one's, nor wait for what was not there before.
 */
export async function lookAtDisks(world: FaultWorld): Promise<void> {
  const looks = world.targets.map(async (member) => {
    const took = await fastest(member);
    return took === undefined ? [] : [[member, took] as const];
  });
  baselines.set(world.heal, new Map((await Promise.all(looks)).flat()));
}

/** A link that is silent now, or a gate that ends, is not waited for again. */
async function fastest(member: Member): Promise<Duration | undefined> {
  let best: number | undefined;
  for (let n = 0; n < TRIES; n++) {
    const trip = await diskTrip(member, ANSWER).catch(() => undefined);
    if (trip?.ok !== true) break;
    best = Math.min(best ?? trip.tookNs, trip.tookNs);
  }
  return best as Duration | undefined;
}

/** For a proof that something bites. @throws when nothing came back before the harm. */
export function before({ heal }: FaultWorld, member: Member): Duration {
  const took = baselines.get(heal)?.get(member);
  if (took !== undefined) return took;
  throw new Error(`before the harm no round trip came back over ${member.disk.name}`);
}

/** For a proof of an end: what came back at no time before the harm may take its time. */
export const healthy = ({ heal }: FaultWorld, member: Member): Duration =>
  baselines.get(heal)?.get(member) ?? ANSWER;

/**
 * What a round trip takes at least where `added` was really added: all of it, and half of it more
 * than before the harm, so that neither a slow disk nor a look that was slow by chance decides.
 */
export const lateFrom = (took: Duration, added: Duration): Duration =>
  nanos(Math.max(added, took + added / 2));
