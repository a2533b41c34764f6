import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '../../core/clock.ts';
import type { DrillResult, Minimised } from '../../core/run-result.ts';
import type { Parts } from '../parts.ts';
import type { RunFolder } from '../run-folder.ts';
import { stormWords } from '../storm/harm-words.ts';
import type { StormRound } from '../storm/schedule.ts';
import { fewest } from './fewest.ts';
import { playWindow } from './play-window.ts';
import { numbersOf, withOnly } from './schedule-of-window.ts';
import { firstSeam } from './seam.ts';
import { openSite } from './site.ts';
import type { SoakOptions } from './soak-options.ts';

export interface Failed {
  readonly result: DrillResult;
  /** All that was drawn for the window; what failed is the part of it that the options name. */
  readonly drawn: readonly StormRound[];
  readonly options: SoakOptions;
  readonly say: (line: string) => void;
  readonly parts: Parts;
  readonly folder: RunFolder;
  readonly clock: Clock;
}

/** Plays parts of a failed window's schedule on new clusters, until no fault can be left out. */
export async function minimise(failed: Failed): Promise<Minimised> {
  const { result, drawn, options, clock, say } = failed;
  const since = clock.now();
  const all = numbersOf(drawn, options.only);
  let plays = 0;
  const failsAgain = async (only: readonly number[]): Promise<boolean> => {
    plays += 1;
    say(`try ${plays}: ${stormWords(withOnly(drawn, only)).join('; ')}`);
    const again = await playPart(failed, { only, play: plays });
    say(`try ${plays}: ${again.verdict}: ${again.reason}`);
    return isSame(result, again);
  };
  const again = await failsAgain(all);
  const isSpent = (): boolean =>
    options.signal.aborted || clock.now() - since > options.minimiseFor;
  const kept = again ? await fewest(all, failsAgain, isSpent) : { items: all, complete: false };
  const only = kept.items;
  return {
    window: result.drill,
    again,
    of: all.length,
    only,
    schedule: stormWords(withOnly(drawn, only)),
    tries: plays,
    complete: kept.complete,
    replay: options.replayOf({ window: result.drill, ...(again ? { only } : {}) }),
  };
}

/** The same verdict, and when a guarantee is violated one that was violated before. */
function isSame(first: DrillResult, again: DrillResult): boolean {
  if (again.verdict !== first.verdict) return false;
  if (first.verdict !== 'unsafe') return true;
  return violated(again).some((name) => violated(first).includes(name));
}

const violated = ({ checks }: DrillResult): string[] =>
  checks.filter(({ status }) => status === 'violated').map(({ name }) => name);

/** A part of the schedule on a cluster of its own; its record stays when it fails. */
async function playPart(
  { result, drawn, options, parts, folder }: Failed,
  { only, play }: { only: readonly number[]; play: number },
): Promise<DrillResult> {
  const path = join(folder.path, 'minimise');
  await mkdir(path, { recursive: true });
  const history = join(path, `${play}.ndjson`);
  const own = { ...folder, run: `${folder.run}-try${play}`, history };
  await using site = await openSite(options, { parts, folder: own });
  const { drill: number } = result;
  const window = { number, rounds: withOnly(drawn, only), seam: firstSeam(number), folder: own };
  const played = await playWindow(site, window);
  await rm(join(path, 'build.ndjson'), { force: true });
  if (played.result.verdict === 'passed') await rm(history, { force: true });
  return played.result;
}
