import type { CheckResult } from '../../core/check-result.ts';
import type { PlainHistory, PlainOp } from '../../history/plain-history.ts';
import { kv } from './kv.ts';
import type { Model } from './model.ts';
import { register } from './register.ts';
import { explain } from './explain.ts';
import { search, type SearchResult } from './search.ts';

const MODELS: Readonly<Record<PlainHistory['model'], Model>> = { register, kv };
const FIRST_BUDGET = 10_000;
const LAST_BUDGET = 50_000_000;

/**
 * Judges a history of values by search, each key by itself. Keys are searched with budgets that
 * grow in turns, so that a hard one does not keep an easy violation from being found.
 * @param mostSteps budget for each key: what is not decided within it is `unknown`.
 * @returns one result, named `linearizable`. Never throws.
 */
export function judgePlain(
  history: PlainHistory,
  { mostSteps = LAST_BUDGET }: { mostSteps?: number } = {},
): CheckResult[] {
  const model = MODELS[history.model];
  const name = 'linearizable';
  const guarantee = 'Operations happen one after another, in an order that agrees with real time.';
  const source = 'https://doi.org/10.1145/78969.78972';
  const base = { name, guarantee, source };
  const parts = [...Map.groupBy(history.ops, (op) => op.key).values()];
  const examined = { operations: history.ops.length, keys: parts.length, steps: 0 };
  if (history.ops.length === 0) {
    return [{ ...base, status: 'unknown', reason: 'no operations', examined, witnesses: [] }];
  }
  const { open, violated, steps } = searchFairly(parts, { model, mostSteps });
  examined.steps = steps;
  if (violated !== undefined) {
    const witness = explain(violated.part, violated.result, model);
    const reason = witness.why;
    return [{ ...base, status: 'violated', reason, examined, witnesses: [witness] }];
  }
  const status = open === 0 ? 'holds' : 'unknown';
  const reason =
    open === 0
      ? `an order was found for each of ${parts.length} keys`
      : `an order was found for ${parts.length - open} of ${parts.length} keys; the others were not ` +
        `decided within ${mostSteps} steps each`;
  return [{ ...base, status, reason, examined, witnesses: [] }];
}

interface Searched {
  readonly open: number;
  readonly steps: number;
  readonly violated?: { readonly part: readonly PlainOp[]; readonly result: SearchResult };
}

function searchFairly(
  parts: readonly (readonly PlainOp[])[],
  { model, mostSteps }: { model: Model; mostSteps: number },
): Searched {
  let waiting = parts;
  let steps = 0;
  const first = Math.min(FIRST_BUDGET, mostSteps);
  for (let budget = first; budget <= mostSteps && waiting.length > 0; budget *= 10) {
    const undecided: (readonly PlainOp[])[] = [];
    for (const part of waiting) {
      const result = search(part, model, budget);
      steps += result.steps;
      if (result.status === 'violated') return { open: 0, steps, violated: { part, result } };
      if (result.status === 'unknown') undecided.push(part);
    }
    waiting = undecided;
  }
  return { open: waiting.length, steps };
}
