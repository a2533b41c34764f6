import { MARK } from '../history/marks.ts';
import type { Ns, OpLine } from '../history/types.ts';
import { markAt, type DrillView } from './drill-view.ts';
import { changedSomething } from '../history/effects.ts';

export const PERIODS = ['baseline', 'during', 'after'] as const;
export type Period = (typeof PERIODS)[number];

/** From (inclusive) and to (exclusive); undefined when the drill has no such period. */
export type Window = readonly [from: Ns, to: Ns] | undefined;

/**
 * The three periods of a drill. Baseline: between the `steady-from` and `steady-to` marks. During:
 * from the first harm (fault injected or loss) to its end. After: from there to the end. Harm ends
 * with full redundancy (else the first acknowledged write) of the new epoch when there was a loss
 * for good, else with the last fault's heal, else with the `healed` mark.
 */
export function latencyWindows(view: DrillView): Record<Period, Window> {
  const { record, end } = view;
  const steady = [markAt(record, 'steadyFrom'), markAt(record, 'steadyTo')] as const;
  const begin = harmBegin(view);
  const over = begin === undefined ? undefined : harmEnd(view);
  return {
    baseline: steady[0] === undefined ? undefined : [steady[0], steady[1] ?? begin ?? end + 1],
    during: begin === undefined ? undefined : [begin, over ?? end + 1],
    after: over === undefined ? undefined : [over, end + 1],
  };
}

/** How long the load's acknowledged writes of a window took, by the time of the call. */
export function writeLatencies(load: readonly OpLine[], window: Window): Ns[] {
  if (window === undefined) return [];
  const [from, to] = window;
  return load
    .filter((op) => op.call >= from && op.call < to && changedSomething(op))
    .map((op) => Number(op.ret) - op.call);
}

function harmBegin({ record, outage }: DrillView): Ns | undefined {
  const injected = record.faults.filter((f) => f.phase === 'inject').map((f) => f.from);
  const all = outage === undefined ? injected : [...injected, outage.lossAt];
  return all.length === 0 ? undefined : Math.min(...all);
}

function harmEnd({ record, outage }: DrillView): Ns | undefined {
  if (outage !== undefined) {
    const redundant = record.marks.find(
      (mark) => mark.name === MARK.fullRedundancy && mark.at >= outage.lossAt,
    );
    return redundant?.at ?? outage.firstWrite?.ret ?? undefined;
  }
  const healed = record.faults.filter((f) => f.phase === 'heal' || f.phase === 'gone');
  if (healed.length === 0) return markAt(record, 'healed');
  return Math.max(...healed.map((f) => f.to));
}
