import { join } from 'node:path';
import { startClock, type Clock } from '../../core/clock.ts';
import type { RunResult } from '../../core/run-result.ts';
import { writeReport } from '../../report/write-report.ts';
import type { Parts } from '../parts.ts';
import { prepareParts } from '../prepare-parts.ts';
import { createRunFolder, writeWhole, type RunFolder } from '../run-folder.ts';
import { openRunLog } from '../run-log.ts';
import { minimise } from './minimise.ts';
import { goesOn } from './play-window.ts';
import { playWindows, type LastWindow } from './play-windows.ts';
import { quietUi } from './quiet-ui.ts';
import { SoakBook } from './soak-book.ts';
import type { SoakOptions } from './soak-options.ts';
import { messageOf, writeFacts } from './write-facts.ts';

/**
 * Storm after storm on one cluster, each judged as a window of its own, until the time is over or a
 * window fails; then the fewest faults that still fail are looked for. The run folder is complete
 * also when the soak is interrupted or fails half-way.
 * @throws {DoomsdayError} what provisioning throws; RUN_FOLDER when the folder cannot be written.
 */
export async function playSoak(
  options: SoakOptions,
): Promise<{ result: RunResult; folder: string }> {
  const clock = startClock();
  const parts = await prepareParts({ ...options, chosen: { scenes: new Map(), etcds: [] } });
  const folder = await createRunFolder(options.reportsDir, { feature: 'soak', seed: options.seed });
  const log = openRunLog(join(folder.path, 'harness.ndjson'), quietUi(options.ui));
  const book = new SoakBook(clock, options);
  const say = (line: string): void => options.ui.note(line);
  const soak = { options: { ...options, ui: log.ui }, say, parts, folder, clock, book };
  let error: unknown;
  try {
    await writeWhole(join(folder.path, 'scene.yaml'), options.sceneText);
    await writeFacts(soak);
    const last = await playWindows(soak);
    if (last !== undefined) await lookForFewest(soak, last);
  } catch (thrown) {
    error = thrown;
  } finally {
    await log.close();
  }
  await writeFacts(soak, error);
  return { result: await writeReport(folder.path), folder: folder.path };
}

/** A soak under way. */
export interface Soak {
  readonly options: SoakOptions;
  /** For lines about whole windows. */
  readonly say: (line: string) => void;
  readonly parts: Parts;
  readonly folder: RunFolder;
  readonly clock: Clock;
  readonly book: SoakBook;
}

/** Only where a guarantee or an answer is missing: a broken harness has no smallest schedule. */
async function lookForFewest(soak: Soak, { result, drawn }: LastWindow): Promise<void> {
  const { options, book, say } = soak;
  if (goesOn(result) || result.verdict === 'broken') return;
  if (options.minimiseFor === 0 || options.signal.aborted) return;
  say(`window ${result.drill} failed; looking for the fewest faults that still fail`);
  try {
    book.minimised = await minimise({ ...soak, result, drawn });
  } catch (error) {
    // What was found stays found, whatever becomes of the search.
    say(`the search for the fewest faults ended early: ${messageOf(error)}`);
  }
}
