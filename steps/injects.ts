import type { FaultFacts } from '../src/faults/define-fault.ts';

/**
 * Says of a step which faults it injects: `When('…', injects(kill), …)`. A scenario whose faults
 * need what its runtime, kernel or etcd does not have is skipped before anything starts.
 */
export const injects = (...faults: readonly FaultFacts[]): { wrapperOptions: InjectsFaults } => ({
  wrapperOptions: { faults },
});

export interface InjectsFaults {
  readonly faults: readonly FaultFacts[];
}
