import { existsSync, readdirSync, realpathSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { usageError, type DoomsdayError } from '../core/doomsday-error.ts';

/**
 * The folder of a run: `latest`, the beginning of its name in `reportsDir`, or a path.
 * @throws {DoomsdayError} RUN_NOT_FOUND, RUN_AMBIGUOUS; exit 64.
 */
export function findRun(run: string, reportsDir: string, cwd: string): string {
  const direct = resolve(cwd, run);
  const isFolder = (path: string): boolean => existsSync(join(path, 'run.json'));
  if (isFolder(direct)) return direct;
  const names = existsSync(reportsDir) ? readdirSync(reportsDir).sort() : [];
  const runs = names.filter((name) => name !== 'latest' && isFolder(join(reportsDir, name)));
  if (run === 'latest' && isFolder(join(reportsDir, 'latest'))) {
    return realpathSync(join(reportsDir, 'latest'));
  }
  const matches = runs.filter((name) => name.startsWith(run));
  if (matches.length > 1) throw ambiguous(run, matches);
  const [name] = matches;
  if (name === undefined) throw notFound(run, reportsDir, runs);
  return join(reportsDir, name);
}

const ambiguous = (run: string, names: readonly string[]): DoomsdayError =>
  usageError({
    code: 'RUN_AMBIGUOUS',
    message: `"${run}" begins the names of ${names.length} runs`,
    expected: 'the beginning of one name',
    observed: names.slice(-5).join('\n'),
    next: 'type more of the name, or latest',
  });

const notFound = (run: string, reportsDir: string, runs: readonly string[]): DoomsdayError =>
  usageError({
    code: 'RUN_NOT_FOUND',
    message: `there is no run "${run}"`,
    expected: `latest, the beginning of a name in ${reportsDir}, or a run folder`,
    observed: runs.length === 0 ? 'no run there' : runs.slice(-5).join('\n'),
    next: runs.length === 0 ? 'doomsday run' : 'doomsday report latest',
  });
