import type { Fault, FaultFacts, Subject } from '../../faults/define-fault.ts';
import type { Injection } from '../../faults/inject-fault.ts';
import type { TargetSpec } from '../../faults/target.ts';
import type { Scene } from '../../scene/scene.ts';
import { addFault } from '../add-fault.ts';
import type { Drill } from '../drill.ts';

/** A fault that tables, storms and soaks know by its name, with its parameters from the scene. */
export interface NamedFault {
  readonly facts: FaultFacts;
  /** How often a storm draws it, against the sum of all; 0 = tables only. */
  readonly weight: number;
  /** What it counts as beside the other faults of a round; `machine` where it ends the member. */
  readonly as: Subject;
  /** Whether it harms members besides its target: within tolerance no storm may draw it. */
  readonly harmsOthers: boolean;
  /** Does it with proof; healed by the drill, or by the injection's own heal. */
  add(drill: Drill, target: TargetSpec): Promise<Injection>;
}

/** A fault, its weight in storms, where in a scene its parameters are, and what it counts as. */
export const named = <P extends object>(
  fault: Fault<P>,
  weight: number,
  params: (scene: Scene) => P,
  { as = fault.subject, harmsOthers = false }: Partial<Pick<NamedFault, 'as' | 'harmsOthers'>> = {},
): NamedFault => ({
  facts: fault,
  weight,
  as,
  harmsOthers,
  add: (drill, target) => addFault(drill, fault, { target, params: params(drill.scene) }),
});

/** For faults without parameters. */
export const none = (): object => ({});
