import { pass } from '../core/clock.ts';
import { eventually } from '../core/eventually.ts';
import { MARK } from '../history/marks.ts';
import type { Endpoint } from '../runtime/runtime.ts';
import { startProbes, type Probes } from '../workload/probes.ts';
import { startWatchers, type Watchers } from '../workload/watchers.ts';
import { startWorkload, type Workload } from '../workload/start-workload.ts';
import { loadOf, worldOf, type Drill } from './drill.ts';

/** Everything that talks to the cluster as clients do: over client links, in the record. */
export interface Load {
  readonly workload: Workload;
  readonly probes: Probes;
  readonly watchers: Watchers;
  /** Member name -> its client link's address; it stays the same across a restore. */
  readonly endpoints: ReadonlyMap<string, Endpoint>;
  /** Load and probes are held back. */
  standingBack: boolean;
}

/** Starts load, probes and watchers, and lets the steady phase pass: the baseline of latencies. */
export async function startLoad(drill: Drill): Promise<void> {
  const world = worldOf(drill);
  drill.phases.enter('steady state');
  const load = openLoad(drill);
  drill.load = load;
  const { recorder, scene, signal } = drill;
  await eventually('acknowledged writes on every member', () => load.workload.totals().ok > 20, {
    within: scene.deadlines.steady,
    signal,
  });
  recorder.write({ t: 'mark', name: MARK.steadyFrom, at: recorder.now() });
  await pass(scene.phases.steady, signal);
  recorder.write({ t: 'mark', name: MARK.steadyTo, at: recorder.now() });
  await world.observer.requireLeader();
}

function openLoad(drill: Drill): Load {
  const world = worldOf(drill);
  const { recorder: sink, scene, rng } = drill;
  const epoch = (): number => world.cluster.epoch;
  const endpoints = new Map(
    world.cluster.members.map((m) => [m.name, m.client.fromHarness as Endpoint]),
  );
  const plan = { sink, endpoints, epoch };
  const { clients = 0, ticks = 0, initial } = drill.before ?? {};
  const watchers = startWatchers({ ...plan, ...behind(initial?.revision) });
  const probes = startProbes({ ...plan, ...scene.probes, firstTick: ticks });
  const workload = startWorkload({
    ...{ ...plan, rng: rng.fork('load'), settings: scene.workload },
    clientsBefore: clients,
  });
  const stop = async (): Promise<void> => {
    await Promise.all([workload.stop(), probes.stop()]);
    await watchers.stop();
  };
  drill.heals.push('stop the load', stop);
  return { workload, probes, watchers, endpoints, standingBack: false };
}

/** Watchers go on behind what is known already, so that nothing at the seam escapes them. */
const behind = (revision: string | undefined): { startRevision?: string } =>
  revision === undefined ? {} : { startRevision: String(BigInt(revision) + 1n) };

/** Load and probes are held back, as behind a maintenance page; watchers stay. */
export async function clientsStandBack(drill: Drill): Promise<void> {
  const load = loadOf(drill);
  const { workload, probes } = load;
  load.standingBack = true;
  await Promise.all([workload.pause(), probes.pause()]);
}

export function clientsComeBack(drill: Drill): void {
  const load = loadOf(drill);
  const { workload, probes } = load;
  load.standingBack = false;
  workload.resume();
  probes.resume();
}
