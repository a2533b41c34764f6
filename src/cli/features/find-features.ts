import { existsSync, readdirSync, statSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { didYouMean } from '../../core/did-you-mean.ts';
import { usageError } from '../../core/doomsday-error.ts';
import type { Context } from '../context.ts';

/** What is played when nothing is named. */
const MAIN_FEATURE = 'features/recovery/permanent-quorum-loss.feature';

type Place = Pick<Context, 'root' | 'cwd'>;

/**
 * The features named on the command line as absolute paths, `:line` kept. A name is looked for in
 * the working directory, then beside the package.
 * @throws {DoomsdayError} FEATURE_NOT_FOUND, exit 64, with the nearest name that exists.
 */
export function findFeatures(
  named: readonly string[],
  place: Place,
  commands: readonly string[],
): string[] {
  const wanted = named.length === 0 ? [MAIN_FEATURE] : named;
  return wanted.map((name) => {
    const [path = '', lines = ''] = /^(.*?)((?::\d+)*)$/.exec(name)?.slice(1) ?? [];
    const found = [resolve(place.cwd, path), resolve(place.root, path)].find(isFeature);
    if (found === undefined) throw notFound(name, place, commands);
    return `${found}${lines}`;
  });
}

const isFeature = (path: string): boolean =>
  existsSync(path) && (statSync(path).isDirectory() || path.endsWith('.feature'));

/** Every .feature file under the package's features folder, relative to the package. */
function knownFeatures(root: string): string[] {
  const folder = join(root, 'features');
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.feature'))
    .map((name) => relative(root, join(folder, name)))
    .sort();
}

function notFound(name: string, { root }: Place, commands: readonly string[]): Error {
  const features = knownFeatures(root);
  const near = didYouMean(name, [...commands, ...features]) ?? sameName(name, features);
  return usageError({
    code: 'FEATURE_NOT_FOUND',
    message: `there is no feature or command "${name}"`,
    where: `doomsday ${name}`,
    expected: 'a .feature file, a folder of them, or a command',
    observed: name,
    ...(near === undefined ? {} : { likely: `did you mean "${near}"?` }),
    next: 'doomsday --help',
  });
}

/** `isolated-leader` -> features/network/isolated-leader.feature */
const sameName = (name: string, features: readonly string[]): string | undefined =>
  features.find((path) => path.endsWith(`/${name}`) || path.endsWith(`/${name}.feature`)) ??
  features.find((path) => path.startsWith(`features/${name}/`));
