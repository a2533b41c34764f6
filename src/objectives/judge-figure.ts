import type { ObjectiveResult } from '../core/run-result.ts';
import type { ObjectiveAsked } from '../history/types.ts';
import type { Figure } from './figure.ts';

const NS: Readonly<Record<string, number>> = {
  ns: 1,
  us: 1e3,
  ms: 1e6,
  s: 1e9,
  m: 60e9,
  h: 3600e9,
};

/**
 * Holds a figure against its bound: every objective is "at most". `met` when the value is within
 * the bound, or when there is none; `unmeasured` without a value, unless it certainly passed the
 * bound.
 */
export function judgeFigure(figure: Figure, asked: ObjectiveAsked | undefined): ObjectiveResult {
  const { name, unit, value, plusMinus, atLeast } = figure;
  const bound = asked === undefined || figure.applies === false ? null : boundIn(asked, unit);
  const result = { name, value, unit, plusMinus };
  if (Number.isNaN(bound)) return wrongUnit(figure, asked as ObjectiveAsked);
  const reason = figure.reason === undefined ? {} : { reason: figure.reason };
  if (value !== null) {
    return {
      ...result,
      bound,
      status: bound === null || value <= bound ? 'met' : 'missed',
      ...reason,
    };
  }
  const missed = bound !== null && atLeast !== undefined && atLeast > bound;
  return { ...result, bound, status: missed ? 'missed' : 'unmeasured', ...reason };
}

/** The bound in the figure's unit; NaN when one is a time and the other is not. */
function boundIn(asked: ObjectiveAsked, unit: string): number {
  const [from, to] = [NS[asked.unit], NS[unit]];
  if (from === undefined && to === undefined) return asked.bound;
  return from === undefined || to === undefined ? Number.NaN : (asked.bound * from) / to;
}

function wrongUnit({ name, unit }: Figure, asked: ObjectiveAsked): ObjectiveResult {
  const reason = `the bound is asked in "${asked.unit}", the figure is in "${unit}"`;
  return { name, status: 'unmeasured', value: null, bound: null, unit, plusMinus: 0, reason };
}
