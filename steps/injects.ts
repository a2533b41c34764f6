import type { Choice, StepFacts } from '../src/drill/step-facts.ts';
import type { FaultFacts } from '../src/faults/define-fault.ts';

/**
 * Says of a step which faults it may inject: `When('…', injects(kill), …)`. A scenario whose faults
 * need what its runtime, kernel or etcd does not have is skipped before anything starts.
 */
export const injects = (...faults: readonly FaultFacts[]): { wrapperOptions: StepFacts } => ({
  wrapperOptions: { faults },
});

/** Says of a step that it draws among these faults, leaving out those whose needs are not met. */
export const draws = (...faults: readonly FaultFacts[]): { wrapperOptions: StepFacts } => ({
  wrapperOptions: { draws: faults },
});

/** Says of a step that it injects the faults that its table names in this column. */
export const injectsNamed = (faultsInColumn: string): { wrapperOptions: StepFacts } => ({
  wrapperOptions: { faultsInColumn },
});

/** Says of a step what its parameters choose, in their order: `Given('… on scene {scene}', chooses('scene'), …)`. */
export const chooses = (...choices: readonly Choice[]): { wrapperOptions: StepFacts } => ({
  wrapperOptions: { chooses: choices },
});
