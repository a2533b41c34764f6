import { loadSources } from '@cucumber/cucumber/api';
import { REPO } from '../../support/cli-context.ts';

/** A scenario, or one row of an outline, as its feature file has it. */
export interface AnnouncedScenario {
  readonly name: string;
  /** Tagged: it shows guarantees violated on purpose. */
  readonly expectedUnsafe: boolean;
}

/** What a feature file announces, in its order. @throws when it cannot be parsed. */
export async function scenariosOf(feature: string): Promise<AnnouncedScenario[]> {
  const all = await planned(feature, '');
  const unsafe = await planned(feature, '@expected-unsafe');
  const places = new Set(unsafe.map(({ location }) => location.line));
  return all.map(({ name, location }) => ({ name, expectedUnsafe: places.has(location.line) }));
}

async function planned(feature: string, tagExpression: string) {
  const { plan, errors } = await loadSources(
    { paths: [feature], defaultDialect: 'en', names: [], tagExpression, order: 'defined' },
    { cwd: REPO },
  );
  const [error] = errors;
  if (error !== undefined) throw new Error(`${error.uri}:${error.location.line} ${error.message}`);
  return plan;
}
