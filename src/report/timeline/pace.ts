import type { OpLine } from '../../history/types.ts';

/** What happened in one bin of the timeline; latencies in milliseconds, null without answers. */
export interface Bin {
  readonly ok: number;
  readonly fail: number;
  readonly info: number;
  readonly p50: number | null;
  readonly p99: number | null;
}

/** Equal bins from second 0 on. */
export interface Pace {
  readonly width: number;
  readonly bins: readonly Bin[];
}

/** Counts and latencies of calls by the time of their return; a call without one counts at its call. */
export function paceOf(ops: readonly OpLine[], end: number, most: number): Pace {
  const width = Math.max(0.05, end / most);
  const lengths: number[][] = Array.from({ length: Math.ceil(end / width) }, () => []);
  const bins = lengths.map(() => ({ ok: 0, fail: 0, info: 0 }));
  for (const op of ops) {
    const i = Math.min(bins.length - 1, Math.floor((op.ret ?? op.call) / 1e9 / width));
    const bin = bins[i];
    if (bin === undefined) continue;
    bin[op.outcome] += 1;
    if (op.outcome === 'ok' && op.ret !== null) lengths[i]?.push((op.ret - op.call) / 1e6);
  }
  return { width, bins: bins.map((bin, i) => ({ ...bin, ...percentiles(lengths[i] ?? []) })) };
}

function percentiles(values: number[]): Pick<Bin, 'p50' | 'p99'> {
  const sorted = values.sort((a, b) => a - b);
  const at = (share: number): number | null => {
    const value = sorted[Math.ceil(sorted.length * share) - 1];
    return value === undefined ? null : Number(value.toPrecision(3));
  };
  return { p50: at(0.5), p99: at(0.99) };
}
