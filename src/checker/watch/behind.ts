import { describeWatch } from '../seen-revisions.ts';
import type { EpochFacts, Facts } from '../facts.ts';
import { askedOf, firstFrom, isAsked, type Truth } from './expected.ts';
import { describeChange } from './missing.ts';
import type { Stream } from './stream.ts';

/**
 * Why a watch that was there to the end says too little: a change that it asked for, and that had
 * happened before the last answer or final state, was never told of, nor anything later.
 * undefined: it caught up, or was cut, or its epoch ended before it could.
 */
export function behind(
  facts: Facts,
  epoch: EpochFacts,
  stream: Stream,
  truth: Truth,
): string | undefined {
  const asked = lastsToTheEnd(facts, epoch, stream) ? askedOf(truth, stream) : undefined;
  if (asked === undefined || stream.open === undefined) return undefined;
  const { order, replay } = truth;
  const reached = reachedBy(stream);
  const known = greatestAnswered(facts, epoch);
  const from = firstFrom(order, replay.log.revisions, reached + 1);
  for (let i = Math.max(asked.first, from); i < order.length; i++) {
    const change = order[i] as number;
    if ((replay.log.revisions[change] as number) > known) break;
    if (!isAsked(replay.log, change, asked) || !truth.isCertain(change)) continue;
    const told = reached < 0 ? 'told nothing' : `told up to revision ${reached}`;
    const missing = describeChange(replay, change);
    return `${describeWatch(stream.open)}, did not catch up: ${told}, not of ${missing}`;
  }
  return undefined;
}

/** A watch that its client closes when nobody calls any more was there to the end. */
function lastsToTheEnd(facts: Facts, { n, ops }: EpochFacts, { canceled }: Stream): boolean {
  if (n !== facts.numbers.at(-1)) return false;
  if (canceled === undefined) return true;
  const byClient = canceled.reason === 'closed' && canceled.hdr === undefined;
  return byClient && canceled.at > (ops.at(-1)?.call ?? 0);
}

/** The newest revision that a watch was told of: by an event, or by a progress notice. */
function reachedBy({ told: { mods, size }, lines, notices }: Stream): number {
  let reached = -1;
  for (let i = 0; i < size; i++) reached = Math.max(reached, mods[i] as number);
  if (notices === 0) return reached;
  for (const { kind, revision } of lines) {
    if (kind === 'progress') reached = Math.max(reached, Number(revision ?? -1));
  }
  return reached;
}

/**
 * The greatest revision that an answer or a final state showed. What only another watch was told of
 * may have happened while the watches were being closed.
 */
function greatestAnswered(facts: Facts, { n, columns, finals }: EpochFacts): number {
  return facts.once(`greatest answered ${n}`, () => {
    const { headers } = columns;
    let greatest = finals.reduce((most, { revision }) => Math.max(most, revision), -1);
    for (const header of headers) greatest = Math.max(greatest, header);
    return greatest;
  });
}
