import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { isDead, parseOwner } from './owner.ts';
import { OWNER_FILE, removeRunFolder } from './remove-run-folder.ts';
import { MAKING, defaultWorkDir, heartbeatAgeMs } from './run-folder.ts';

/** Nobody takes that long to write one line. */
const HALF_MADE_MS = 60_000;

export interface SweepPlan {
  /** Where run folders are; default: see `defaultWorkDir`. */
  readonly workDir?: string;
  /** Takes away what was kept on purpose (`--keep`), too. */
  readonly kept?: boolean;
}

/**
 * Removes the work folders of runs whose harness is certainly gone: data dirs, and the heartbeats
 * of runs with Docker. Their processes ended with the harness, so nothing is killed here.
 * A folder without a readable owner is left alone, but for one that was never finished.
 * @returns the runs whose folders were removed.
 */
export async function sweepProcessRuns({ workDir, kept = false }: SweepPlan = {}): Promise<
  string[]
> {
  const all = workDir ?? defaultWorkDir();
  const runs = await readdir(all).catch(() => []); // no run was ever made here
  const swept = await Promise.all(
    runs.map(async (run) => {
      const folder = join(all, run);
      if (!(await isAbandoned(folder, kept))) return [];
      return await removeRunFolder(folder).then(() => [run], stillWritten);
    }),
  );
  return swept.flat();
}

async function isAbandoned(folder: string, kept: boolean): Promise<boolean> {
  const text = await readFile(join(folder, OWNER_FILE), 'utf8').catch(() => '');
  const owner = parseOwner(text);
  if (owner === undefined) return await isHalfMade(folder);
  if (!kept && (await exists(join(folder, 'keep')))) return false;
  return isDead(owner, await heartbeatAgeMs(join(folder, 'heartbeat')));
}

/** A member that has not quite ended wrote into what was being removed: the next sweep's. */
function stillWritten(error: unknown): [] {
  if ((error as NodeJS.ErrnoException).code === 'ENOTEMPTY') return [];
  throw error;
}

/** Its harness died within the moment before the owner was written. */
async function isHalfMade(folder: string): Promise<boolean> {
  return folder.endsWith(MAKING) && ((await heartbeatAgeMs(folder)) ?? 0) > HALF_MADE_MS;
}

const exists = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );
