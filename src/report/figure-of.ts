import type { DrillResult, ObjectiveResult } from '../core/run-result.ts';

/** One objective of a drill by its name. */
export const figureOf = (drill: DrillResult, name: string): ObjectiveResult | undefined =>
  drill.objectives.find((objective) => objective.name === name);

/** How many checks of a drill have each status, those violated on purpose apart. */
export function checkCounts(
  drill: DrillResult,
): Record<'holds' | 'violated' | 'unknown' | 'onPurpose', number> {
  const counts = { holds: 0, violated: 0, unknown: 0, onPurpose: 0 };
  for (const { name, status } of drill.checks) {
    counts[status === 'violated' && drill.expectedUnsafe.includes(name) ? 'onPurpose' : status] +=
      1;
  }
  return counts;
}
