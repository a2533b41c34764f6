import type { ISupportCodeLibrary } from '@cucumber/cucumber/api';
import { usageError, type DoomsdayError } from '../../core/doomsday-error.ts';
import type { Selection } from '../../drill/cucumber-options.ts';
import type { Chosen } from '../../drill/run-options.ts';
import type { WhereIs } from './check-harms.ts';
import { chosenBy, type Home } from './chosen-by.ts';
import { dryRun, type Envelope } from './dry-run.ts';
import type { FeatureProblem } from './feature-problem.ts';
import { featureProblems } from './feature-problems.ts';
import { stepPlaces } from './step-places.ts';

/** What will be played. */
export interface Planned {
  readonly scenarios: readonly { readonly name: string; readonly uri: string }[];
  /** What scenarios choose themselves, found to exist. */
  readonly chosen: Chosen;
}

/**
 * Reads the selected features and matches every step, playing nothing.
 * @throws {DoomsdayError} exit 64: FEATURE_SYNTAX, SCENARIO_EMPTY, STEP_UNDEFINED, STEP_AMBIGUOUS,
 *   SCENE_UNKNOWN, BAD_ETCD, ETCD_TOO_OLD, what checkHarms throws, with file:line:column;
 *   SCENE_INVALID; SELECTION_EMPTY; TAGS_INVALID.
 */
export async function checkFeatures(
  selection: Selection,
  support: ISupportCodeLibrary,
  home: Home,
): Promise<Planned> {
  const messages = await dryRun(selection, support, home.cwd).catch((error: unknown) => {
    throw selection.tags === undefined ? error : wrongTags(selection.tags, error);
  });
  const problems = featureProblems(messages);
  if (problems.length > 0) throw refused(problems);
  const pickles = new Map(
    messages.flatMap(({ pickle }) => (pickle === undefined ? [] : [[pickle.id, pickle] as const])),
  );
  const played = messages.flatMap(({ testCase }) => pickles.get(testCase?.pickleId ?? '') ?? []);
  if (played.length === 0) throw nothingSelected(selection, pickles.size);
  const chosen = chosenBy(played, { support, home, whereIs: whereIn(messages) });
  return { scenarios: played.map(({ name, uri }) => ({ name, uri })), chosen };
}

/** Where steps and the cells of their tables are; what an example filled in is at its row. */
function whereIn(messages: readonly Envelope[]): WhereIs {
  const places = stepPlaces(messages, { rows: true });
  return (id, cell) => {
    const { where = '', cells = [] } = places.get(id) ?? {};
    return (cell && cells[cell.row]?.[cell.column]) ?? where;
  };
}

/** The first problem in full; the places of the others below it. */
function refused(problems: readonly FeatureProblem[]): DoomsdayError {
  const [first, ...others] = problems as [FeatureProblem, ...FeatureProblem[]];
  const more = others.map(({ where, message, likely }) => {
    const hint = likely === undefined ? '' : `; ${likely}`;
    return `${where}  ${message}${hint}`;
  });
  const next = ['STEP_UNDEFINED', 'STEP_AMBIGUOUS'].includes(first.code)
    ? 'doomsday steps'
    : 'fix the file';
  if (more.length === 0) return usageError({ ...first, next });
  const likely = [...(first.likely === undefined ? [] : [first.likely]), 'also wrong:', ...more];
  return usageError({ ...first, likely: likely.join('\n'), next });
}

const nothingSelected = ({ tags, name, features }: Selection, scenarios: number): DoomsdayError =>
  usageError({
    code: 'SELECTION_EMPTY',
    message: 'no scenario is left to play',
    expected: 'at least one scenario',
    observed:
      [tags && `--tags ${tags}`, name && `--name ${name}`].filter(Boolean).join(' and ') ||
      `${scenarios} scenarios in ${features.join(', ')}`,
    next: 'widen --tags or --name, or name another feature',
  });

const wrongTags = (tags: string, cause: unknown): DoomsdayError =>
  usageError({
    code: 'TAGS_INVALID',
    message: '--tags is no tag expression',
    where: '--tags',
    expected: 'tags with and, or, not and brackets: "@safety and not @long"',
    observed: `${tags}\n${reasonOf(cause)}`.trim(),
    next: 'doomsday run --help',
    cause,
  });

/** Cucumber wraps what its filter threw. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause === undefined ? error.message : reasonOf(error.cause);
}
