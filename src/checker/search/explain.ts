import type { Witness } from '../../core/check-result.ts';
import type { PlainOp } from '../../history/plain-history.ts';
import type { Model } from './model.ts';
import { search, type SearchResult } from './search.ts';

const SHRINK_STEPS = 2_000_000;
const ONE_TRY = 20_000;

/**
 * The fewest operations that contradict each other whatever the others did: those that are left
 * out may have happened at any time, any number of times, or never. Merely to drop a write would
 * make anybody who saw it a liar. Operations called after the contradiction was complete cannot
 * explain it. Whole halves are left out first. Cost: at most `SHRINK_STEPS` steps of the search.
 */
export function explain(part: readonly PlainOp[], result: SearchResult, model: Model): Witness {
  const end = result.stuck?.ret ?? Infinity;
  const before = part.filter((op) => op.call <= end);
  const kept = shrink(before, model);
  const left = before.filter((op) => !kept.includes(op));
  const stuck = search(kept, model, ONE_TRY, left).stuck ?? result.stuck;
  const last = stuck === undefined ? 'them' : show(stuck);
  return {
    why: `no order of ${kept.length} operations explains ${last}, whatever the others did`,
    observed: kept.map((op) => [`line ${op.line}`, show(op)]),
    operations: kept.map(({ id }) => id),
  };
}

function shrink(all: readonly PlainOp[], model: Model): readonly PlainOp[] {
  let kept = all;
  let steps = SHRINK_STEPS;
  const stillWrong = (ops: readonly PlainOp[]): boolean => {
    const asked = new Set(ops);
    const free = all.filter((op) => !asked.has(op));
    const again = search(ops, model, Math.min(steps, ONE_TRY), free);
    steps -= again.steps + 1;
    return again.status === 'violated';
  };
  for (let size = kept.length >> 1; size >= 1 && steps > 0; size >>= 1) {
    let fewest = kept.length;
    for (let from = 0; from < kept.length && steps > 0;) {
      const fewer = kept.filter((_, i) => i < from || i >= from + size);
      if (fewer.length > 0 && stillWrong(fewer)) kept = fewer;
      else from += size;
    }
    // One left out may make another one superfluous.
    while (size === 1 && kept.length < fewest && steps > 0) {
      fewest = kept.length;
      for (const op of kept) {
        const fewer = kept.filter((other) => other !== op);
        if (fewer.length > 0 && stillWrong(fewer)) kept = fewer;
      }
    }
  }
  return kept;
}

function show({ process, f, key, input, output, ret }: PlainOp): string {
  const name = key === '' ? '' : ` ${JSON.stringify(key)}`;
  const asked = f === 'read' || f === 'get' ? '' : ` ${JSON.stringify(input)}`;
  const got = ret === Infinity || output === undefined ? '?' : JSON.stringify(output);
  return `${f}${name}${asked} -> ${got} by process ${process}`;
}
