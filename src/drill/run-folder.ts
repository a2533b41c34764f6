import { mkdir, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { wallTime } from '../core/clock.ts';
import { DoomsdayError } from '../core/doomsday-error.ts';
import { freshId } from '../core/rng.ts';

/** What a run leaves. Paths are absolute. */
export interface RunFolder {
  readonly path: string;
  /** The folder's name, which is also the run's id. */
  readonly run: string;
  readonly history: string;
  logs(drill: number): string;
  snapshots(drill: number): string;
  drillResult(drill: number): string;
}

/**
 * Makes `reports/<UTC time>-<feature>-<seed>/` and points `reports/latest` to it.
 * @throws {DoomsdayError} RUN_FOLDER when the place cannot be written.
 */
export async function createRunFolder(
  reportsDir: string,
  { feature, seed }: { feature: string; seed: string },
): Promise<RunFolder> {
  const stamp = wallTime()
    .replace(/\.\d+Z$/, '')
    .replaceAll(':', '-');
  const run = `${stamp}-${feature}-${seed.replace(/^0x/, '')}`;
  const path = await claim(reportsDir, run);
  await pointLatest(reportsDir, basename(path));
  return runFolderAt(path);
}

function runFolderAt(path: string): RunFolder {
  const two = (drill: number): string => String(drill).padStart(2, '0');
  return {
    path,
    run: basename(path),
    history: join(path, 'history.ndjson'),
    logs: (drill) => join(path, 'logs', two(drill)),
    snapshots: (drill) => join(path, 'snapshots', two(drill)),
    drillResult: (drill) => join(path, 'drills', `${two(drill)}.json`),
  };
}

/** Two runs in one second get names of their own. */
async function claim(reportsDir: string, run: string): Promise<string> {
  try {
    await mkdir(reportsDir, { recursive: true });
    const path = join(reportsDir, run);
    const taken = await mkdir(path).then(
      () => false,
      (error: NodeJS.ErrnoException) => (error.code === 'EEXIST' ? true : Promise.reject(error)),
    );
    const mine = taken ? `${path}-${freshId()}` : path;
    await mkdir(join(mine, 'drills'), { recursive: true });
    return mine;
  } catch (cause) {
    throw unwritable(reportsDir, cause);
  }
}

/** The place of the run folder is full, read-only or not there: nothing of a run can be kept. */
export function unwritable(folder: string, cause: unknown): DoomsdayError {
  return new DoomsdayError({
    code: 'RUN_FOLDER',
    message: `the run folder cannot be written: ${folder}`,
    expected: 'a writable folder with space for the record and the logs',
    observed: cause instanceof Error ? cause.message : String(cause),
    next: 'free some space or pass --reports DIR',
    cause,
  });
}

/** Replaced in one step, so that a reader never sees it missing. */
async function pointLatest(reportsDir: string, name: string): Promise<void> {
  const fresh = join(reportsDir, `.latest-${freshId()}`);
  await symlink(name, fresh);
  await rename(fresh, join(reportsDir, 'latest')).catch(() => rm(fresh, { force: true }));
}

/**
 * Written whole or not at all.
 * @throws {DoomsdayError} RUN_FOLDER when the disk refuses it.
 */
export async function writeWhole(file: string, text: string): Promise<void> {
  const fresh = `${file}.${freshId()}`;
  try {
    await writeFile(fresh, text);
    await rename(fresh, file);
  } catch (cause) {
    await rm(fresh, { force: true }).catch(() => undefined);
    throw unwritable(dirname(file), cause);
  }
}
