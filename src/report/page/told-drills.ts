import type { DrillResult, RunResult } from '../../core/run-result.ts';
import { VERDICTS } from '../../core/verdict.ts';

/** A soak of days may have hundreds of windows that could not be decided. */
const MOST = 8;

/** The drills that have a section of their own: all of a run; of a soak the worst, and its last. */
export function toldDrills({ soak, drills }: RunResult): readonly DrillResult[] {
  if (soak === undefined || drills.length <= MOST) return drills;
  const rank = ({ verdict }: DrillResult): number => VERDICTS.indexOf(verdict);
  const worst = drills.toSorted((a, b) => rank(a) - rank(b)).slice(0, MOST - 1);
  const told = new Set([...worst, drills.at(-1)]);
  return drills.filter((drill) => told.has(drill));
}
