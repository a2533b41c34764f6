import { isDeepStrictEqual } from 'node:util';
import type { SkippedScenario } from '../core/run-result.ts';

/** Adds what was not played, once however often the run is repeated. @returns whether it is news. */
export function addSkipped(all: SkippedScenario[], skipped: SkippedScenario): boolean {
  if (all.some((before) => isDeepStrictEqual(before, skipped))) return false;
  all.push(skipped);
  return true;
}

/**
 * The reason of a run's verdict, with what it does not cover. `reason`: of the deciding drill;
 * undefined = no drill has ended.
 */
export function reasonOfRun(
  reason: string | undefined,
  skipped: readonly SkippedScenario[],
): string {
  const [first] = skipped;
  if (first === undefined) return reason ?? 'no drill has ended';
  const left = `${skipped.length} ${skipped.length === 1 ? 'scenario' : 'scenarios'} not covered`;
  return reason === undefined ? `${left}: ${first.reason}` : `${reason}; ${left}`;
}
