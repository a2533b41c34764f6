import { usageError, type DoomsdayError } from '../core/doomsday-error.ts';

/** Where in a document: `['workload', 'mix', 'put']`, `['objectives', 0, 'name']`. */
export type Path = readonly (string | number)[];

/** One thing that is wrong with a scene. */
export interface Problem {
  /** `file:line:column`. */
  readonly where: string;
  /** `workload.mix.put`; empty for the whole document. */
  readonly field: string;
  readonly expected: string;
  readonly observed: string;
  /** What the author probably meant. */
  readonly likely?: string;
}

/** `['objectives', 0, 'name']` -> `objectives[0].name`. */
export const fieldOf = (path: Path): string =>
  path
    .map((part) => (typeof part === 'number' ? `[${part}]` : `.${part}`))
    .join('')
    .replace(/^\./, '');

/** All problems as one error: alone with its own rows, several as a list. */
export function sceneInvalid(file: string, problems: readonly Problem[]): DoomsdayError {
  const [first] = problems;
  const next = 'fix the file; scenarios/schema/scene.schema.json explains every field';
  if (first !== undefined && problems.length === 1) {
    const message =
      first.field === '' ? `${file} is no scene` : `"${first.field}" is wrong in ${file}`;
    const { where, expected, observed } = first;
    const likely = first.likely === undefined ? {} : { likely: first.likely };
    return usageError({
      code: 'SCENE_INVALID',
      message,
      where,
      expected,
      observed,
      ...likely,
      next,
    });
  }
  return usageError({
    code: 'SCENE_INVALID',
    message: `${problems.length} problems in ${file}`,
    observed: problems.map(line).join('\n'),
    next,
  });
}

function line({ where, field, expected, observed, likely }: Problem): string {
  const named = field === '' ? '' : `${field}: `;
  return `${where}  ${named}${observed}; ${likely ?? `expected ${expected}`}`;
}
