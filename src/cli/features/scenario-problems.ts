import { didYouMean } from '../../core/did-you-mean.ts';
import type { Envelope } from './dry-run.ts';
import { place, type FeatureProblem } from './feature-problem.ts';

type Document = NonNullable<Envelope['gherkinDocument']>;
type FeatureNode = NonNullable<Document['feature']>;
type ScenarioNode = NonNullable<FeatureNode['children'][number]['scenario']>;

/** A misspelt keyword turns its line into description: a scenario of nothing would pass. */
export function scenarioProblems({ gherkinDocument }: Envelope): FeatureProblem[] {
  const uri = gherkinDocument?.uri ?? '';
  return scenariosOf(gherkinDocument?.feature).flatMap((scenario) => {
    if (scenario.steps.length === 0) return [noSteps(uri, scenario)];
    if (scenario.examples.length > 0 && rowsOf(scenario) === 0) return [noExamples(uri, scenario)];
    return lostSteps(uri, scenario);
  });
}

function noSteps(uri: string, scenario: ScenarioNode): FeatureProblem {
  const [first] = proseOf(scenario);
  return {
    code: 'SCENARIO_EMPTY',
    message: `the scenario "${scenario.name}" has no steps`,
    where: place(uri, first?.location ?? scenario.location),
    expected: 'lines that begin with Given, When, Then, And or But',
    observed: first?.text ?? 'nothing',
    ...(first === undefined ? {} : { likely: 'a misspelt keyword makes a line description' }),
  };
}

const KEYWORDS = ['Given', 'When', 'Then', 'And', 'But'];

/** Description above the first step whose first word is nearly a keyword. */
function lostSteps(uri: string, scenario: ScenarioNode): FeatureProblem[] {
  return proseOf(scenario).flatMap(({ text, location }) => {
    const [word = ''] = text.split(' ');
    const near = word.length < 3 ? undefined : didYouMean(word, KEYWORDS);
    if (near === undefined || PROSE.has(word.toLowerCase())) return [];
    return [
      {
        code: 'STEP_LOST',
        message: `a line of the scenario "${scenario.name}" looks like a step and is none`,
        where: place(uri, location),
        expected: `a line that begins with ${KEYWORDS.slice(0, -1).join(', ')} or But`,
        observed: text,
        likely: `did you mean "${near}"?`,
      },
    ];
  });
}

/** English words that are near a keyword and begin sentences. */
const PROSE = new Set(['the', 'they', 'them', 'than', 'any', 'an', 'what', 'who', 'not']);

const noExamples = (uri: string, scenario: ScenarioNode): FeatureProblem => ({
  code: 'SCENARIO_EMPTY',
  message: `the outline "${scenario.name}" has no examples`,
  where: place(uri, scenario.location),
  expected: 'a table of examples with at least one row',
  observed: 'none',
});

const rowsOf = (scenario: ScenarioNode): number =>
  scenario.examples.reduce((sum, { tableBody }) => sum + tableBody.length, 0);

/** The lines of a scenario's description, each with its place. */
function proseOf({ description, location, steps }: ScenarioNode): Prose[] {
  const lines = description.split('\n');
  const last = (steps[0]?.location.line ?? Infinity) - 1;
  const first = Math.min(location.line + 1, last);
  return lines.flatMap((line, i) => {
    const text = line.trim();
    if (text === '') return [];
    return [
      { text, location: { line: first + i, column: line.length - line.trimStart().length + 1 } },
    ];
  });
}

interface Prose {
  readonly text: string;
  readonly location: { readonly line: number; readonly column: number };
}

function scenariosOf(feature: FeatureNode | undefined): ScenarioNode[] {
  const children = feature?.children ?? [];
  const nested = children.flatMap((child) => child.rule?.children ?? []);
  return [...children, ...nested].flatMap(({ scenario }) =>
    scenario === undefined ? [] : [scenario],
  );
}
