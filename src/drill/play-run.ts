import { join } from 'node:path';
import { DoomsdayError } from '../core/doomsday-error.ts';
import type { RunResult } from '../core/run-result.ts';
import { startClock } from '../core/clock.ts';
import { writeReport } from '../report/write-report.ts';
import { setCurrentRun } from './current-run.ts';
import { playFeatures } from './play-features.ts';
import { prepareParts } from './prepare-parts.ts';
import { RunBook } from './run-book.ts';
import { Run } from './run.ts';
import { createRunFolder, unwritable, writeWhole } from './run-folder.ts';
import { openRunLog } from './run-log.ts';
import type { RunOptions } from './run-options.ts';

/**
 * Plays every scenario of the features and leaves a complete run folder, also when it is aborted
 * or fails half-way. One drill after the other, each in a world of its own.
 * @returns the verdict as in verdict.json, and where the folder is.
 * @throws {DoomsdayError} RUN_FOLDER when the folder cannot be written; the machines are removed
 *   all the same.
 */
export async function playRun(options: RunOptions): Promise<{ result: RunResult; folder: string }> {
  const clock = startClock();
  const [first = 'run'] = options.features;
  const feature = first.replace(/^.*\//, '').replace(/\.feature$/, '');
  const parts = await prepareParts(options);
  const folder = await createRunFolder(options.reportsDir, { feature, seed: options.seed });
  const log = openRunLog(join(folder.path, 'harness.ndjson'), options.ui);
  const plan = { options: { ...options, ui: log.ui }, folder, parts, clock };
  const book = new RunBook(plan);
  const run = new Run(plan, book);
  setCurrentRun(run);
  try {
    await writeWhole(join(folder.path, 'scene.yaml'), options.sceneText);
    await book.writeFacts();
    for (let round = 1; round <= options.repeat; round++) {
      if (options.signal.aborted) break;
      await playFeatures(options, { folder: folder.path, round });
      await run.settled();
    }
  } catch (error) {
    book.failed(error);
  } finally {
    setCurrentRun(undefined);
    await log.close();
  }
  await book.writeFacts();
  const result = await writeReport(folder.path).catch((error: unknown) => {
    throw error instanceof DoomsdayError ? error : unwritable(folder.path, error);
  });
  return { result, folder: folder.path };
}
