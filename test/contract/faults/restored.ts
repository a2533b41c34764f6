import { seconds } from '../../../src/core/duration.ts';
import { awaitServing } from '../../../src/cluster/await-serving.ts';
import { upstreamOf } from '../../../src/cluster/build-cluster.ts';
import type { Cluster } from '../../../src/cluster/cluster.ts';
import type { Member } from '../../../src/cluster/member.ts';
import type { HistorySink } from '../../../src/history/sink.ts';
import { fence } from '../../../src/recovery/fence.ts';
import { restoreSnapshot } from '../../../src/recovery/restore-snapshot.ts';
import { saveSnapshot } from '../../../src/recovery/save-snapshot.ts';
import type { RealCluster } from './real-cluster.ts';

/** More than the revisions that a test writes. */
const BUMP = 1_000_000;

/**
 * The first member gives a snapshot, whoever lives is fenced, and a new cluster takes over the
 * client links. @returns it, serving.
 */
export async function restored(real: RealCluster, sink: HistorySink): Promise<Cluster> {
  const { cluster, folder } = real;
  const [survivor] = cluster.members as readonly [Member];
  const snapshot = await saveSnapshot(survivor, { version: cluster.version, sink, folder });
  await fence(cluster, seconds(20));
  const next = await real.next();
  await restoreSnapshot(next, { snapshot, bump: BUMP, markCompacted: true });
  for (const { client, machine } of next.members) {
    await client.retarget(upstreamOf(machine, 'client'));
    await client.enable();
  }
  await Promise.all(next.members.map(({ machine, plan }) => machine.start(plan)));
  await awaitServing(next, { within: seconds(20) });
  return next;
}
