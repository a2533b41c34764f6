import type { DrillResult, ObjectiveResult, RepeatedFigure } from '../core/run-result.ts';

/**
 * Median, least and greatest of every measured objective over the repetitions of one scenario on
 * one scene. Scenarios played once are left out: one sample is no spread.
 */
export function repeated(drills: readonly DrillResult[]): RepeatedFigure[] {
  const groups = Map.groupBy(drills, ({ scenario, scene }) => JSON.stringify([scenario, scene]));
  return [...groups.values()].filter((group) => group.length > 1).flatMap(figuresOf);
}

function figuresOf(group: readonly DrillResult[]): RepeatedFigure[] {
  const all = group.flatMap((drill) => drill.objectives).filter(({ value }) => value !== null);
  const byName = Map.groupBy(all, ({ name }) => name);
  const scenario = group[0]?.scenario ?? '';
  return [...byName.values()].map((results) => figure(scenario, results));
}

function figure(scenario: string, results: readonly ObjectiveResult[]): RepeatedFigure {
  const values = results.map(({ value }) => value as number).sort((a, b) => a - b);
  const { name, unit } = results[0] as ObjectiveResult;
  return {
    scenario,
    name,
    unit,
    samples: values.length,
    median: median(values),
    min: values[0] as number,
    max: values.at(-1) as number,
  };
}

/** Of sorted values; the mean of the middle two when their number is even. */
function median(values: readonly number[]): number {
  const half = values.length >> 1;
  const upper = values[half] as number;
  return values.length % 2 === 1 ? upper : ((values[half - 1] as number) + upper) / 2;
}
