import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { didYouMean } from '../core/did-you-mean.ts';
import { usageError } from '../core/doomsday-error.ts';
import { parseScene } from './parse-scene.ts';
import { sceneInvalid } from './problem.ts';
import type { LoadedScene } from './scene.ts';

export interface SceneHome {
  /** The folder that has `scenarios/`. */
  readonly root: string;
  /** What a relative file name is relative to; default the working directory. */
  readonly cwd?: string;
  /** Fields for this run only, `network.peerLatency=10ms`. */
  readonly set?: readonly string[];
}

/**
 * Loads a scene: a name means `scenarios/<name>.yaml`, anything with a slash or a suffix is a file.
 * @throws {DoomsdayError} SCENE_UNKNOWN, SCENE_INVALID (every problem with its place); exit 64.
 */
export function loadScene(
  nameOrFile: string,
  { root, cwd = process.cwd(), set = [] }: SceneHome,
): LoadedScene {
  const isFile = /[/\\]|\.(ya?ml|json)$/.test(nameOrFile);
  const path = isFile ? resolve(cwd, nameOrFile) : join(root, 'scenarios', `${nameOrFile}.yaml`);
  if (!existsSync(path)) throw unknownScene(nameOrFile, root);
  const file = isFile ? nameOrFile : `scenarios/${nameOrFile}.yaml`;
  const text = readFileSync(path, 'utf8');
  const parsed = parseScene(file, text, set);
  if ('problems' in parsed) throw sceneInvalid(file, parsed.problems);
  return { ...parsed, file, text };
}

/** The names of the scenes that come with the product, sorted. */
export function knownScenes(root: string): string[] {
  return readdirSync(join(root, 'scenarios'))
    .filter((name) => name.endsWith('.yaml'))
    .map((name) => name.slice(0, -'.yaml'.length))
    .sort();
}

function unknownScene(asked: string, root: string): Error {
  const known = knownScenes(root);
  const near = didYouMean(asked, known);
  return usageError({
    code: 'SCENE_UNKNOWN',
    message: `there is no scene "${asked}"`,
    where: '--scene',
    expected: `one of ${known.join(', ')}, or the path of a .yaml file`,
    observed: asked,
    ...(near === undefined ? {} : { likely: `did you mean "${near}"?` }),
    next: 'doomsday run --scene three-members',
  });
}
