import type { DrillResult } from '../../core/run-result.ts';
import { beginDrill } from '../begin-drill.ts';
import { conclude } from '../conclude.ts';
import { worldOf, type Drill } from '../drill.ts';
import { endDrill } from '../end-drill.ts';
import { startLoad } from '../load.ts';
import { openObserver } from '../observer.ts';
import type { RunFolder } from '../run-folder.ts';
import { playStorm } from '../storm/play-storm.ts';
import type { StormRound } from '../storm/schedule.ts';
import { startTicker } from '../ticker.ts';
import { crossSeam, openWrites, seamAfter, type Seam } from './seam.ts';
import type { Site } from './site.ts';

export interface Window {
  readonly number: number;
  readonly rounds: readonly StormRound[];
  readonly seam: Seam;
  readonly folder: RunFolder;
}

export interface PlayedWindow {
  readonly result: DrillResult;
  /** Calls in the record, those of probes included. */
  readonly operations: number;
  /** Where the next window begins; undefined when the cluster's state is not known. */
  readonly next?: Seam;
}

/**
 * Plays one window: a record of its own on a cluster that other windows were played on before,
 * judged by what the record says, as any drill. Never throws: what goes wrong is the verdict.
 */
export async function playWindow(site: Site, window: Window): Promise<PlayedWindow> {
  const drill = await begin(site, window);
  const open = openWrites(drill);
  try {
    drill.signal.throwIfAborted();
    await crossSeam(drill, window.seam);
    await startLoad(drill);
    await playStorm(drill, window.rounds, site.options.faults);
    await conclude(drill);
  } catch (error) {
    drill.failure ??= drill.signal.aborted ? (drill.signal.reason as unknown) : error;
  }
  const result = await endDrill(drill);
  const { ok, fail, info, probes } = drill.recorder.counters;
  const operations = ok + fail + info + probes;
  if (!goesOn(result) || drill.signal.aborted) return { result, operations };
  try {
    return { result, operations, next: await seamAfter(drill, window.number + 1, open()) };
  } catch (error) {
    // Without a known state there is nothing to begin the next window with.
    return { result: { ...result, verdict: 'broken', reason: String(error) }, operations };
  }
}

/** A window that could not be decided does not end a soak; anything worse does. */
export const goesOn = ({ verdict }: Pick<DrillResult, 'verdict'>): boolean =>
  verdict === 'passed' || verdict === 'inconclusive';

async function begin(site: Site, { number, seam, folder }: Window): Promise<Drill> {
  const { host, parts, options } = site;
  const scenario = { feature: 'soak', scenario: `window ${number}`, where: 'soak', steps: [] };
  const drill = await beginDrill({
    ...{ number, scenario, scene: host.scene, etcd: parts.version, folder, parts },
    options: { ...options, ui: host.ui, keep: false, signal: host.signal },
    before: seam.before,
  });
  const world = worldOf(host);
  const observer = openObserver({ sink: drill.recorder, cluster: () => world.cluster });
  drill.heals.push('stop observing', () => observer.stop());
  drill.world = { ...world, observer };
  const ticker = startTicker(drill, observer);
  drill.heals.push('stop the ticker', () => ticker.stop());
  return drill;
}
