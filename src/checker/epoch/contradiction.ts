import type { Witness } from '../../core/check-result.ts';
import type { OpLine } from '../../history/types.ts';
import { describeOp } from '../describe.ts';

/**
 * Why no order explains a record:
 * `duplicate` two writes claim one revision; `real-time` the order by revision contradicts the
 * clock; `answer` an answer is not what the order gives; `unwritten` something was seen that nobody
 * wrote; `refused` a refused write took effect; `unclaimed` a revision nobody can have made;
 * `final`, `restored` a state is not what the order gives.
 */
export type ContradictionKind =
  | 'duplicate'
  | 'real-time'
  | 'answer'
  | 'unwritten'
  | 'refused'
  | 'unclaimed'
  | 'final'
  | 'restored';

export interface Contradiction extends Witness {
  readonly kind: ContradictionKind;
}

/** Puts a contradiction together from the operations that make it up, each with its role. */
export function contradiction(
  kind: ContradictionKind,
  why: string,
  roles: readonly (readonly [role: string, what: OpLine | string])[],
  legal?: string,
): Contradiction {
  return {
    kind,
    why,
    observed: roles.map(([role, what]) => [
      role,
      typeof what === 'string' ? what : describeOp(what),
    ]),
    operations: roles.flatMap(([, what]) => (typeof what === 'string' ? [] : [what.id])),
    ...(legal === undefined ? {} : { legal }),
  };
}
