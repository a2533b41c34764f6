import { readDocument, type SceneDocument } from './document.ts';
import { fieldOf, type Problem } from './problem.ts';
import { RULES } from './rules.ts';
import { checkAgainstSchema } from './schema.ts';
import { schemaProblem } from './schema-problem.ts';
import type { Scene } from './scene.ts';
import { withSettings } from './settings.ts';
import { typedScene } from './typed.ts';
import { sceneWarnings } from './warnings.ts';

/** A scene, or everything that is wrong with it, in the order of the file. */
export type Parsed =
  | { readonly scene: Scene; readonly warnings: readonly string[] }
  | { readonly problems: readonly Problem[] };

/**
 * Reads one scene from YAML (or JSON, which is YAML): syntax, then the schema, then what fields owe
 * each other. Pure: `file` only names the text; `set` are fields said on the command line.
 */
export function parseScene(file: string, text: string, set: readonly string[] = []): Parsed {
  const { document: written, problems } = readDocument(file, text);
  // After the first slip of syntax the others are mostly its echo.
  if (problems.length > 0) return { problems: problems.slice(0, 1) };
  if (typeof written.value !== 'object' || written.value === null)
    return { problems: [empty(file)] };
  const document = withSettings(written, set);
  const errors = checkAgainstSchema(document.value);
  if (errors.length > 0) {
    return { problems: inOrder(errors.map((error) => schemaProblem(error, document))) };
  }
  const scene = typedScene(document.value);
  const broken = rulesBroken(scene, document);
  return broken.length > 0 ? { problems: broken } : { scene, warnings: sceneWarnings(scene) };
}

function rulesBroken(scene: Scene, document: SceneDocument): Problem[] {
  const broken = RULES.flatMap((rule) => rule(scene));
  return inOrder(
    broken.map(({ path, ...rest }) => ({
      where: document.at(path),
      field: fieldOf(path),
      ...rest,
    })),
  );
}

const empty = (file: string): Problem => ({
  where: `${file}:1:1`,
  field: '',
  expected: 'fields of a scene, at least name and members',
  observed: 'none',
});

function inOrder(problems: readonly Problem[]): Problem[] {
  const line = ({ where }: Problem): number => Number(where.split(':').at(-2));
  const unique = new Map(problems.map((problem) => [JSON.stringify(problem), problem]));
  return [...unique.values()].sort((a, b) => line(a) - line(b));
}
