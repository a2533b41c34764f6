import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { LoadedScene } from '../scene/scene.ts';

/** scene.yaml of a run folder: as the file has it, below what the command line changed. */
export const sceneText = (
  { text }: Pick<LoadedScene, 'text'>,
  set: readonly string[] = [],
): string => [...set.map((field) => `${SET}${field}\n`), text].join('');

const SET = '# --set ';

/**
 * The scene that a run played, for playing it again: by the name it was asked for while that still
 * says the same, else the copy in the run folder.
 * @param asked a name, or a path as the package's own folder sees it.
 */
export function sceneAsPlayed(
  folder: string,
  { asked, root }: { asked: string; root: string },
): string {
  const copy = join(folder, 'scene.yaml');
  const isFile = /[/\\]|\.(ya?ml|json)$/.test(asked);
  const now = isFile ? resolve(root, asked) : asked;
  if (!existsSync(copy)) return now;
  const file = isFile ? now : join(root, 'scenarios', `${asked}.yaml`);
  const then = withoutSet(readFileSync(copy, 'utf8'));
  return existsSync(file) && withoutSet(readFileSync(file, 'utf8')) === then ? now : copy;
}

/** The command line's changes come back with the command line. */
function withoutSet(text: string): string {
  const lines = text.split('\n');
  return lines.slice(lines.findIndex((line) => !line.startsWith(SET))).join('\n');
}
