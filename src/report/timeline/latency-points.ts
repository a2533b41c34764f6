import type { OpLine, Outcome } from '../../history/types.ts';
import { secondsOf } from './span.ts';

/** One call: when it was called and how long it took. */
export interface Point {
  readonly at: number;
  readonly ms: number;
  readonly outcome: Outcome;
}

/**
 * A picture's worth of calls: of each bin of the timeline a few spread over its latencies, always
 * with the slowest one, and of the failures too. So no outlier is thinned away, and 50,000 calls
 * become `most` points or fewer.
 */
export function latencyPoints(ops: readonly OpLine[], end: number, most: number): Point[] {
  const bins = Math.max(1, Math.floor(most / 8));
  const width = Math.max(1e-3, end / bins);
  const byBin = Map.groupBy(ops.filter(returned), (op) => Math.floor(op.call / 1e9 / width));
  return [...byBin.values()].flatMap((bin) => {
    const ok = bin.filter(({ outcome }) => outcome === 'ok');
    const rest = bin.filter(({ outcome }) => outcome !== 'ok');
    return [...spread(ok, 5), ...spread(rest, 3)].map(point);
  });
}

const returned = (op: OpLine): boolean => op.ret !== null;
const length = (op: OpLine): number => Number(op.ret) - op.call;

const point = (op: OpLine): Point => ({
  at: secondsOf(op.call),
  ms: length(op) / 1e6,
  outcome: op.outcome,
});

/** At most `n`, from the slowest on in equal steps. */
function spread(ops: readonly OpLine[], n: number): OpLine[] {
  const sorted = ops.toSorted((a, b) => length(b) - length(a));
  if (sorted.length <= n) return sorted;
  const step = (sorted.length - 1) / (n - 1);
  return Array.from({ length: n }, (_, i) => sorted[Math.round(i * step)] as OpLine);
}
