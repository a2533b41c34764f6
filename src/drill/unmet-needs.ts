import type { FaultFacts } from '../faults/define-fault.ts';
import type { Surroundings } from '../faults/needs.ts';

/** Why these faults cannot happen here, one sentence for all; undefined = they can. */
export function unmetNeeds(
  faults: readonly FaultFacts[],
  around: Surroundings,
): string | undefined {
  const reasons = faults.flatMap(({ name, needs = [] }) =>
    needs.flatMap((need) => {
      const why = need.unmet(around);
      return why === undefined ? [] : [`${name} needs ${need.what}: ${why}`];
    }),
  );
  return reasons.length === 0 ? undefined : reasons.join('; ');
}
