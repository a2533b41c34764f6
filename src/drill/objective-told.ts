import type { ObjectiveResult } from '../core/run-result.ts';
import { quantity } from '../report/words.ts';

/** `rto is 7.2 s, the scene allows 5 s`; for one without a value, why it has none. */
export function objectiveTold({ name, value, unit, bound, reason }: ObjectiveResult): string {
  if (value === null) return `${name} could not be measured: ${reason ?? 'nothing was recorded'}`;
  const allowed = bound === null ? '' : `, the scene allows ${quantity(bound, unit)}`;
  return `${name} is ${quantity(value, unit)}${allowed}`;
}
