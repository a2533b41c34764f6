import { faultNamed } from '../faults-by-name/faults-by-name.ts';
import type { NamedFault } from '../faults-by-name/named.ts';
import { tolerated, type Harm } from './schedule.ts';

/**
 * Whether etcd owes an answer while all of these bite: no more members are harmed than it can do
 * without, as far as the faults' targets tell who is harmed.
 */
export function owesAnswer(
  harms: readonly Harm[],
  { members, known }: { members: number; known: readonly NamedFault[] },
): boolean {
  if (harms.some(({ fault }) => faultNamed(fault, known).harmsOthers)) return false;
  return new Set(harms.map(({ member }) => member)).size <= tolerated(members);
}
