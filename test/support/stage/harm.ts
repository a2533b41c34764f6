import { seconds } from '../../../src/core/duration.ts';
import type { HealStack } from '../../../src/core/heal-stack.ts';
import { seededRng } from '../../../src/core/rng.ts';
import type { Member } from '../../../src/cluster/member.ts';
import type { Fault } from '../../../src/faults/define-fault.ts';
import { injectFault, type Injection } from '../../../src/faults/inject-fault.ts';
import type { Stage } from './stage.ts';

let faults = 0;

/** Does one member harm, with its phases in the record. */
export function harm(
  { sink, cluster, ...on }: Stage,
  fault: Fault<object>,
  target: Member,
  heals: HealStack = on.heals,
): Promise<Injection> {
  const whom = { cluster, targets: [target], current: () => cluster };
  const rng = seededRng(`harm-${faults}`);
  const how = { proveWithin: seconds(3), signal: new AbortController().signal };
  return injectFault(fault, {}, { ...whom, ...how, rng, sink, heals, id: ++faults });
}
