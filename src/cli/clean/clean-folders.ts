import { existsSync, lstatSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Cleaned } from './cleaned.ts';

/** Removes everything in the cache but the work folders of runs. */
export function cleanCache(cache: string, dryRun: boolean): Cleaned[] {
  return entries(cache)
    .filter((name) => name !== 'work')
    .map((name) => remove({ what: 'cache', folder: cache, name, dryRun }));
}

/** Removes run folders; anything else in the folder is left alone. */
export function cleanReports(reports: string, dryRun: boolean): Cleaned[] {
  return entries(reports).flatMap((name) => {
    const isRun = existsSync(join(reports, name, 'run.json')) || isLink(join(reports, name));
    return isRun ? [remove({ what: 'report', folder: reports, name, dryRun })] : [];
  });
}

const entries = (folder: string): string[] =>
  existsSync(folder) ? readdirSync(folder).sort() : [];

const isLink = (path: string): boolean => lstatSync(path).isSymbolicLink();

function remove(one: {
  what: 'cache' | 'report';
  folder: string;
  name: string;
  dryRun: boolean;
}): Cleaned {
  const { what, folder, name, dryRun } = one;
  if (!dryRun) rmSync(join(folder, name), { recursive: true, force: true });
  return { what, name, done: dryRun ? 'would go' : 'removed' };
}
