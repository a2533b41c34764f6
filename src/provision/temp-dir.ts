import { readFileSync } from 'node:fs';
import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { freshId } from '../core/rng.ts';
import { wallMillis } from '../core/clock.ts';

const DAY_MS = 24 * 3600e3;

/**
 * A new folder for work in progress, inside the cache so that it can be renamed into its place.
 * Its name tells its owner (host, pid, start time); folders of dead owners are removed first.
 */
export async function makeTempDir(cache: string): Promise<string> {
  const base = join(cache, 'tmp');
  await mkdir(base, { recursive: true });
  await sweepTempDirs(base);
  const owner = [hostname(), process.pid, startOf(process.pid) ?? '-', freshId()].join('~');
  const folder = join(base, owner);
  await mkdir(folder);
  return folder;
}

/** Removes what dead owners left behind. Another host's folders are judged by their age alone. */
async function sweepTempDirs(base: string): Promise<void> {
  for (const name of await readdir(base)) {
    const folder = join(base, name);
    if (await isLeftOver(name, folder)) await rm(folder, { recursive: true, force: true });
  }
}

async function isLeftOver(name: string, folder: string): Promise<boolean> {
  const [host, pid, start] = name.split('~');
  if (host === hostname() && isAlive(Number(pid), start)) return false;
  if (host === hostname()) return true;
  const touched = await stat(folder)
    .then((s) => s.mtimeMs)
    .catch(() => undefined);
  return touched !== undefined && wallMillis() - touched > DAY_MS;
}

/** The pid alone is not enough: pids are given away again. */
function isAlive(pid: number, start: string | undefined): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
  const now = startOf(pid);
  return now === undefined || start === '-' || now === start;
}

/** When a process started, in clock ticks since boot; undefined where there is no /proc. */
function startOf(pid: number): string | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // Fields after "pid (comm)", where comm may hold anything: the 20th is the start time.
    return text.slice(text.lastIndexOf(')') + 2).split(' ')[19];
  } catch {
    return undefined;
  }
}
