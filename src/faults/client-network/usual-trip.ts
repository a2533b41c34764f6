import { millis, nanos, type Duration } from '../../core/duration.ts';
import type { HealStack } from '../../core/heal-stack.ts';
import type { Member } from '../../cluster/member.ts';
import type { FaultWorld } from '../define-fault.ts';

/** Where nothing slows an answer, it is called silence when none has come for so long. */
const SILENCE = millis(150);
/** Where something does, a scene's own latency or another fault: for so many usual answers. */
const TRIPS = 3;

/** What the fastest of some answers took before the harm, by injection: its heal stack is its own. */
const usual = new WeakMap<HealStack, Map<string, Duration>>();

export function rememberTrip({ heal }: FaultWorld, { name }: Member, took: Duration): void {
  const known = usual.get(heal) ?? new Map<string, Duration>();
  usual.set(heal, known.set(name, took));
}

/** How long an answer over the target's client link took before the harm. */
export const usualTrip = ({ heal }: FaultWorld, { name }: Member): Duration =>
  usual.get(heal)?.get(name) ?? nanos(0);

/** How long an answer is waited for before it is called silence. */
export const silenceOf = (world: FaultWorld, member: Member): Duration =>
  nanos(Math.max(SILENCE, usualTrip(world, member) * TRIPS));

/**
 * What an answer takes at least where `added` was really added: all of it, and half of it more than
 * before the harm, so that neither a far client nor a look that was slow by chance decides.
 */
export const lateBy = (world: FaultWorld, member: Member, added: Duration): Duration =>
  nanos(Math.max(added, usualTrip(world, member) + added / 2));
