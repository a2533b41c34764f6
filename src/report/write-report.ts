import { rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { freshId } from '../core/rng.ts';
import type { RunResult } from '../core/run-result.ts';
import { readAssets } from './assets.ts';
import { junit } from './junit.ts';
import { page } from './page/page.ts';
import { readRun } from './read-run.ts';
import { summary } from './summary.ts';

/**
 * Writes `verdict.json`, `report.html`, `summary.md` and `junit.xml` into a run folder, from what
 * the run left there, also when it was killed half-way; the files then say what is missing. Each
 * file is written whole or not at all.
 * @returns what `verdict.json` holds.
 * @throws {DoomsdayError} NOT_A_RUN_FOLDER when the folder holds nothing of a run.
 */
export async function writeReport(runFolder: string): Promise<RunResult> {
  const run = await readRun(runFolder);
  const write = (name: string, text: string): Promise<void> =>
    writeWhole(join(runFolder, name), text);
  await write('verdict.json', `${JSON.stringify(run.result, undefined, 2)}\n`);
  await write('summary.md', summary(run.result, run.notices));
  await write('junit.xml', junit(run.result));
  await write('report.html', page(run, await readAssets()));
  return run.result;
}

async function writeWhole(file: string, text: string): Promise<void> {
  const fresh = `${file}.${freshId()}`;
  await writeFile(fresh, text);
  await rename(fresh, file);
}
