import type { FaultFacts } from '../faults/define-fault.ts';
import type { Surroundings } from '../faults/needs.ts';
import type { Scene } from '../scene/scene.ts';
import { atLeast } from '../etcd/version.ts';

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

/** Why this scene cannot be played with this etcd; undefined = it can. */
export function tooOldFor({ name, etcd: { oldest } }: Scene, etcd: string): string | undefined {
  if (atLeast(etcd, oldest)) return undefined;
  return `the scene ${name} needs etcd ${oldest} or newer: this is ${etcd}`;
}
