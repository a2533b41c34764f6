import type { CheckStatus, Witness } from '../core/check-result.ts';
import { byteString } from '../history/byte-string.ts';
import { showKey } from '../history/show-bytes.ts';
import { possibleEffects } from '../history/effects.ts';
import type { OpLine } from '../history/types.ts';
import { describeOp } from './describe.ts';
import type { EpochFacts, Facts } from './facts.ts';
import { register } from './search/register.ts';
import { search } from './search/search.ts';
import { valuesByKey } from './values-by-key.ts';

export interface SecondOpinion {
  readonly status: CheckStatus;
  /** One sentence. */
  readonly text: string;
}

const MOST_KEYS = 256;
/** In a larger epoch only the keys that the contradiction is about are looked at. */
const MANY_OPERATIONS = 100_000;
const BUDGET = 300_000;

/**
 * Asks the other judge, the search for an order by values alone, key by key, once revisions
 * contradict each other: did clients see values that no order explains, or are only the revisions
 * wrong? Keys that the contradiction is about come first. Cost: bounded by a budget of steps.
 * Never throws: a crash of this judge must not hide what the first one found.
 */
export function secondOpinion(
  facts: Facts,
  epoch: EpochFacts,
  witnesses: readonly Witness[],
): SecondOpinion {
  try {
    return judged(epoch, keysToLookAt(facts, epoch, witnesses));
  } catch (error) {
    return { status: 'unknown', text: `the search by values alone failed: ${String(error)}` };
  }
}

function keysToLookAt(facts: Facts, epoch: EpochFacts, witnesses: readonly Witness[]): string[] {
  const named = new Set(witnesses.flatMap(({ operations }) => operations));
  const about = keysOf(epoch.ops.filter((op) => named.has(op.id)));
  const others = epoch.ops.length > MANY_OPERATIONS ? [] : keysOf(epoch.ops);
  const keys = [...new Set([...about, ...others])].filter((key) => facts.owns(key));
  return keys.slice(0, MOST_KEYS);
}

function judged(epoch: EpochFacts, keys: readonly string[]): SecondOpinion {
  let left = BUDGET;
  let decided = 0;
  for (const [key, ops] of valuesByKey(epoch, new Set(keys))) {
    const { status, steps, stuck } = search(ops, register, left);
    left -= steps;
    if (status === 'violated') {
      const op = epoch.ops.find(({ id }) => id === stuck?.id);
      const what = op === undefined ? 'what was found at the end' : describeOp(op);
      const text = `by values alone, no order of what was done to ${showKey(key)} explains ${what}`;
      return { status, text };
    }
    if (status === 'holds') decided += 1;
  }
  const all = `${keys.length} ${keys.length === 1 ? 'key' : 'keys'}`;
  if (keys.length > 0 && decided === keys.length) {
    const text = `by values alone, each of ${all} has an order: what contradicts is revisions`;
    return { status: 'holds', text };
  }
  const text = `by values alone, ${decided} of ${all} have an order, the rest is undecided`;
  return { status: 'unknown', text };
}

/** Keys that the operations name, as byte strings. */
function keysOf(ops: readonly OpLine[]): string[] {
  const keys = ops.flatMap(({ req }) => {
    if (req.op === 'get') return [byteString(req.key)];
    return possibleEffects(req).flatMap((effect) =>
      effect.type !== 'revoke' && !('end' in effect && effect.end !== undefined)
        ? [effect.key]
        : [],
    );
  });
  return [...new Set(keys)];
}
