import { toSeconds, type Duration } from '../core/duration.ts';
import type { WorkloadTotals } from '../core/run-result.ts';
import type { OpLine } from '../history/types.ts';

/** Calls of the load by outcome; ops/s = acknowledged calls over first call to last return. */
export function workloadTotals(load: readonly OpLine[]): WorkloadTotals {
  const totals = { ok: 0, fail: 0, info: 0 };
  let [from, to] = [Number.POSITIVE_INFINITY, 0];
  for (const op of load) {
    totals[op.outcome] += 1;
    from = Math.min(from, op.call);
    to = Math.max(to, op.ret ?? op.call);
  }
  const length = to > from ? toSeconds((to - from) as Duration) : 0;
  return { ...totals, opsPerSecond: length === 0 ? 0 : Math.round(totals.ok / length) };
}
