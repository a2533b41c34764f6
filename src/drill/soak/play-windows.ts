import { mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { formatDuration, nanos } from '../../core/duration.ts';
import type { DrillResult, SoakWindow } from '../../core/run-result.ts';
import { writeWhole, type RunFolder } from '../run-folder.ts';
import type { StormRound } from '../storm/schedule.ts';
import type { Soak } from './play-soak.ts';
import { playWindow, type PlayedWindow } from './play-window.ts';
import { scheduleOfWindow, withOnly } from './schedule-of-window.ts';
import { firstSeam, type Seam } from './seam.ts';
import { openSite, stormSite } from './site.ts';
import { writeFacts } from './write-facts.ts';

export interface LastWindow extends PlayedWindow {
  /** All that was drawn for it, also where only some of its faults were played. */
  readonly drawn: readonly StormRound[];
}

/**
 * Plays windows on one cluster until the time is over or one of them fails. @returns the last one.
 * The window that is played, or was played last, has the run's history.ndjson.
 */
export async function playWindows(soak: Soak): Promise<LastWindow | undefined> {
  const { options, parts, folder, clock, book, say } = soak;
  const { length, signal, window: alone } = options;
  await using site = await openSite(options, { parts, folder });
  book.begin();
  const begun = clock.now();
  let seam: Seam | undefined = firstSeam(alone ?? 1);
  let last: LastWindow | undefined;
  for (let number = alone ?? 1; seam !== undefined && !signal.aborted; number++) {
    if (last !== undefined) await putAway(soak, last.result);
    const drawn = scheduleOfWindow(options.seed, number, stormSite(options, parts));
    const rounds = options.only === undefined ? drawn : withOnly(drawn, options.only);
    const played = await playWindow(site, { number, rounds, seam, folder });
    last = { ...played, drawn };
    const line = book.add(played, rounds);
    await writeFacts(soak);
    say(progress(line, book.facts().faultsPerHour));
    const over = alone !== undefined || clock.now() - begun >= length;
    seam = over ? undefined : played.next;
  }
  if (last !== undefined) await writeResult(folder, last.result);
  return last;
}

/** What is left of a window that another one follows: its record only if it did not pass. */
async function putAway({ folder, options }: Soak, result: DrillResult): Promise<void> {
  const passed = result.verdict === 'passed';
  if (!passed) await writeResult(folder, result);
  if (passed && !options.keepRecords) return await rm(folder.history, { force: true });
  await mkdir(join(folder.path, 'windows'), { recursive: true });
  await rename(folder.history, windowRecord(folder, result.drill));
}

const writeResult = (folder: RunFolder, result: DrillResult): Promise<void> =>
  writeWhole(folder.drillResult(result.drill), `${JSON.stringify(result, undefined, 2)}\n`);

const windowRecord = ({ path }: RunFolder, window: number): string =>
  join(path, 'windows', `${String(window).padStart(4, '0')}.ndjson`);

function progress(line: SoakWindow, perHour: number): string {
  const { window, verdict, reason, faults, operations, guarantees, seconds } = line;
  const { holds, unknown } = guarantees;
  const judged = `${holds} guarantees hold${unknown > 0 ? `, ${unknown} unknown` : ''}`;
  const what = verdict === 'passed' ? judged : `${verdict}: ${reason}`;
  const took = formatDuration(nanos(seconds * 1e9));
  return `window ${window}  ${what}  ${faults} faults, ${operations} operations, ${took} (${perHour} faults/hour)`;
}
