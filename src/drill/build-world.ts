import { DoomsdayError } from '../core/doomsday-error.ts';
import { formatDuration, type Duration } from '../core/duration.ts';
import { buildCluster, type ClusterPlan } from '../cluster/build-cluster.ts';
import { livingMembers, type Cluster } from '../cluster/cluster.ts';
import { awaitServing } from '../cluster/await-serving.ts';
import { openLinks } from '../links/open-links.ts';
import { memberNames } from '../scene/scene.ts';
import { note, type Drill } from './drill.ts';
import { seatFirstLeader } from './first-leader.ts';
import { openObserver } from './observer.ts';
import { slowFromTheStart } from './scene-character.ts';
import { watchForEnds } from './watch-for-ends.ts';
import { startTicker } from './ticker.ts';
import type { World } from './world.ts';

/**
 * Builds the scene's cluster and waits until all members serve and agree on a leader. Whatever was
 * made is removed by the drill's heals, however far this comes.
 * @throws {DoomsdayError} CLUSTER_NOT_SERVING with the last lines of the members' logs.
 */
export async function buildWorld(drill: Drill): Promise<void> {
  drill.phases.enter('build');
  const { scene, recorder, heals, signal } = drill;
  const { runtime, version } = await drill.startRuntime();
  heals.push('remove the machines', async () => runtime[Symbol.asyncDispose]());
  const unwatch = watchForEnds({ runtime, recorder, broken: drill.abort });
  heals.push('let things end', unwatch);
  const links = openLinks(runtime.toxiproxy);
  const cluster = await buildCluster(clusterPlan(drill, version, 1), { runtime, links });
  await slowFromTheStart(cluster, scene, { clients: true });
  const world: World = { runtime, links, version, cluster, past: [], observer: undefined as never };
  const observer = openObserver({ sink: recorder, cluster: () => world.cluster });
  drill.world = Object.assign(world, { observer });
  heals.push('stop observing', () => observer.stop());
  await Promise.all(cluster.members.map(({ machine, plan }) => machine.start(plan)));
  await awaitServing(cluster, { within: scene.deadlines.build, signal }).catch(
    async (error: unknown) => {
      throw isLate(error) ? await withLogs(cluster, scene.deadlines.build, error) : error;
    },
  );
  const leader = await seatFirstLeader(drill, drill.world);
  const ticker = startTicker(drill, observer);
  heals.push('stop the ticker', () => ticker.stop());
  note(drill, `${cluster.members.length} members serve etcd ${version}, ${leader.name} leads`);
}

/** What the scene says of a cluster, for any epoch. */
export function clusterPlan(drill: Drill, version: string, epoch: number): ClusterPlan {
  const { scene, folder, number, start } = drill;
  return {
    ...start,
    epoch,
    names: memberNames(scene),
    version,
    token: `${folder.run}-${number}-${epoch}`,
    settings: scene.etcd,
  };
}

/** An interruption or an end of etcd says more than that the time is over. */
const isLate = (error: unknown): boolean =>
  error instanceof DoomsdayError && error.code === 'CONDITION_NOT_REACHED';

const LOG_LINES = 6;

async function withLogs(
  cluster: Cluster,
  within: Duration,
  cause: unknown,
): Promise<DoomsdayError> {
  const tails = await Promise.all(
    cluster.members.map(
      async ({ name, machine }) => `${name}: ${await machine.logTail(LOG_LINES)}`,
    ),
  );
  return new DoomsdayError({
    code: 'CLUSTER_NOT_SERVING',
    message: 'etcd does not serve',
    expected: `all members serve and agree on a leader within ${formatDuration(within)}`,
    observed: tails.join('\n'),
    likely:
      livingMembers(cluster).length < cluster.members.length
        ? 'etcd ended: see its last lines'
        : undefined,
    next: 'read the whole logs in the run folder, then doomsday doctor',
    cause,
  });
}
