import type { Envelope } from './dry-run.ts';
import { place, type FeatureProblem } from './feature-problem.ts';
import { scenarioProblems } from './scenario-problems.ts';
import { stepProblems } from './step-problems.ts';

/**
 * What cucumber's messages of a dry run say against the features: text that is no Gherkin, then
 * scenarios, then steps. A step of an outline is told once, however many rows it has.
 */
export function featureProblems(messages: readonly Envelope[]): FeatureProblem[] {
  const problems = [
    ...messages.flatMap(parseProblems),
    ...messages.flatMap(scenarioProblems),
    ...stepProblems(messages),
  ];
  return [...new Map(problems.map((one) => [`${one.where} ${one.message}`, one])).values()];
}

function parseProblems({ parseError }: Envelope): FeatureProblem[] {
  if (parseError === undefined) return [];
  const { uri = '', location } = parseError.source;
  const [, expected, observed] = /expected: (.*), got '([^']*)'/.exec(parseError.message) ?? [];
  return [
    {
      code: 'FEATURE_SYNTAX',
      message: `${uri} is not Gherkin`,
      where: place(uri, location),
      expected: expected?.replaceAll('#', '').replaceAll(/(?<=\w)Line/g, '') ?? 'Gherkin',
      observed: observed ?? parseError.message.replace(/^\(\d+:\d+\): /, ''),
    },
  ];
}
