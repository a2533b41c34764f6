import type { Envelope } from './dry-run.ts';
import { place, type FeatureProblem } from './feature-problem.ts';
import { nearestStep } from './nearest-step.ts';

export interface StepPlace {
  readonly text: string;
  readonly where: string;
}

/**
 * Pickle step id -> its text and where it stands. `rows`: a step of an outline stands where the row
 * does that filled it in.
 */
export function stepPlaces(
  messages: readonly Envelope[],
  { rows = false }: { rows?: boolean } = {},
): Map<string, StepPlace> {
  const lines = new Map<string, string>();
  for (const { gherkinDocument } of messages) {
    const feature = gherkinDocument?.feature;
    const children = feature?.children ?? [];
    const nested = children.flatMap((child) => child.rule?.children ?? []);
    for (const child of [...children, ...nested]) {
      for (const step of (child.scenario ?? child.background)?.steps ?? []) {
        lines.set(step.id, place(gherkinDocument?.uri ?? '', step.location));
      }
      for (const { tableBody } of (rows ? child.scenario?.examples : undefined) ?? []) {
        for (const row of tableBody) {
          lines.set(row.id, place(gherkinDocument?.uri ?? '', row.location));
        }
      }
    }
  }
  return new Map(
    messages.flatMap(({ pickle }) =>
      (pickle?.steps ?? []).map(({ id, text, astNodeIds }) => [
        id,
        { text, where: placeOf(astNodeIds, lines) ?? pickle?.uri ?? '' },
      ]),
    ),
  );
}

/** An outline's step has two nodes: itself and its row, which is the nearer one. */
const placeOf = (nodes: readonly string[], lines: ReadonlyMap<string, string>) =>
  nodes.map((id) => lines.get(id)).findLast((where) => where !== undefined);

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
