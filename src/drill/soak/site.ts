import { DoomsdayError, usageError } from '../../core/doomsday-error.ts';
import { seconds } from '../../core/duration.ts';
import type { Duration } from '../../core/duration.ts';
import type { HealFailure } from '../../core/heal-stack.ts';
import { beginDrill } from '../begin-drill.ts';
import { buildWorld } from '../build-world.ts';
import type { Drill } from '../drill.ts';
import type { Parts } from '../parts.ts';
import type { RunFolder } from '../run-folder.ts';
import { startForStorm, type StormSite } from '../storm/storm-of.ts';
import type { SoakOptions } from './soak-options.ts';
import { tooOldFor } from '../unmet-needs.ts';
import { soakScene } from './soak-scene.ts';

/** One cluster that windows are played on, one after the other. */
export interface Site extends AsyncDisposable {
  /** The drill that built it: its machines, links and time limit. */
  readonly host: Drill;
  readonly parts: Parts;
  readonly folder: RunFolder;
  readonly options: SoakOptions;
}

/**
 * Builds a new cluster of the scene; its building has a record of its own. What a failed building
 * left is removed before the error is thrown.
 */
export async function openSite(
  options: SoakOptions,
  { parts, folder }: { parts: Parts; folder: RunFolder },
): Promise<Site> {
  const scene = soakScene(options.scene);
  const tooOld = tooOldFor(scene, parts.version);
  if (tooOld !== undefined) throw usageError({ code: 'ETCD_TOO_OLD', message: tooOld });
  const scenario = { feature: 'soak', scenario: 'the cluster', where: 'soak', steps: [] };
  const history = folder.history.replace(/[^/]*$/, 'build.ndjson');
  const host = await beginDrill({
    ...{ number: 0, scenario, scene, etcd: parts.version, parts },
    start: startForStorm(stormSite(options, parts)),
    options: { ...options, keep: false, timeout: wholeSoak(options) },
    folder: { ...folder, history },
  });
  const remove = async (): Promise<void> => {
    const failures = await host.heals.healAll();
    await host.recorder.close().catch(() => undefined);
    const [left] = failures;
    if (left !== undefined) throw notRemoved(left);
  };
  try {
    await buildWorld(host);
    // Each window observes, and shows, for itself.
    for (const own of ['stop the ticker', 'stop observing']) await host.heals.healAll(own);
    await host.selfWatch.report([]);
    return { host, parts, folder, options, [Symbol.asyncDispose]: remove };
  } catch (error) {
    await host.selfWatch.report([]);
    await remove().catch(() => undefined);
    throw host.signal.aborted ? host.signal.reason : error;
  }
}

/** What the windows' storms are drawn from. */
export function stormSite({ scene, runtime, faults }: SoakOptions, parts: Parts): StormSite {
  const around = { runtime: runtime.kind, etcd: parts.version, members: scene.members };
  return { scene, around, ...(faults === undefined ? {} : { known: faults }) };
}

/** A guard against a soak that never ends: its length, and time for the last window and a try. */
const wholeSoak = ({ length, timeout }: SoakOptions): Duration =>
  (length + 2 * timeout + seconds(600)) as Duration;

const notRemoved = ({ name, error }: HealFailure): DoomsdayError =>
  new DoomsdayError({
    code: 'NOT_REMOVED',
    message: `not undone: ${name}`,
    observed: String(error),
    next: 'doomsday clean',
    cause: error,
  });
