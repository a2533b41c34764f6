import type { Envelope } from './dry-run.ts';
import type { FeatureProblem } from './feature-problem.ts';
import { nearestStep } from './nearest-step.ts';
import { stepPlaces, type StepPlace } from './step-places.ts';

/** Steps that no sentence, or more than one, matches. */
export function stepProblems(messages: readonly Envelope[]): FeatureProblem[] {
  const steps = stepPlaces(messages);
  const patterns = new Map(
    messages.flatMap(({ stepDefinition: step }) =>
      step === undefined ? [] : [[step.id, step.pattern.source] as const],
    ),
  );
  const played = messages.flatMap(({ testCase }) => testCase?.testSteps ?? []);
  return played.flatMap(({ pickleStepId = '', stepDefinitionIds = [] }) => {
    const step = steps.get(pickleStepId);
    if (step === undefined || stepDefinitionIds.length === 1) return [];
    if (stepDefinitionIds.length === 0) return [undefinedStep(step, [...patterns.values()])];
    return [
      ambiguous(
        step,
        stepDefinitionIds.map((id) => patterns.get(id) ?? id),
      ),
    ];
  });
}

function undefinedStep({ text, where }: StepPlace, patterns: readonly string[]): FeatureProblem {
  const near = nearestStep(text, patterns);
  return {
    code: 'STEP_UNDEFINED',
    message: `no step says "${text}"`,
    where,
    expected: 'one of the sentences that "doomsday steps" lists',
    observed: text,
    ...(near === undefined ? {} : { likely: `did you mean "${near}"?` }),
  };
}

const ambiguous = ({ text, where }: StepPlace, patterns: readonly string[]): FeatureProblem => ({
  code: 'STEP_AMBIGUOUS',
  message: `${patterns.length} steps say "${text}"`,
  where,
  expected: 'a sentence that one step matches',
  observed: patterns.join('\n'),
});
