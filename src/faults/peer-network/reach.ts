import type { FaultPlan, FaultWorld } from '../define-fault.ts';
import { directionsOf, touching, type Direction } from './direction.ts';

/** Which peer links of its targets a fault takes. */
export interface Reach {
  /** `between`: only those from one target to another; absent = every one that touches a target. */
  readonly links?: 'between';
}

/** The parameter in words. */
export const REACH = {
  links: 'between: only the links between the targets; by default every one that touches a target',
} as const;

/** As it is recorded: nothing where nothing was asked for. */
export const reachPlan = ({ links }: Reach): FaultPlan => (links === undefined ? {} : { links });

/** Every direction that the fault takes; between one target and nobody there is none. */
export function reached({ cluster, targets }: FaultWorld, { links }: Reach): Direction[] {
  if (links === undefined) return touching(cluster, targets);
  return directionsOf(cluster).filter(({ from, to }) =>
    [from, to].every((m) => targets.includes(m)),
  );
}
