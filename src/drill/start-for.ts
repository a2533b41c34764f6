import type { Surroundings } from '../faults/needs.ts';
import type { Drill } from './drill.ts';
import type { ScenarioFacts } from './step-facts.ts';
import { unmetNeeds } from './unmet-needs.ts';

/** How members must be started for every fault that a scenario injects or may draw. */
export function startFor(
  { faults, drawn }: Pick<ScenarioFacts, 'faults' | 'drawn'>,
  around: Surroundings,
): Drill['start'] {
  const possible = drawn.filter((fault) => unmetNeeds([fault], around) === undefined);
  const starts = [...faults, ...possible].map(({ start }) => start);
  return Object.assign({}, ...starts) as Drill['start'];
}
