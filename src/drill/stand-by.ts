import { buildCluster } from '../cluster/build-cluster.ts';
import type { Cluster } from '../cluster/cluster.ts';
import { clusterPlan } from './build-world.ts';
import { worldOf, type Drill } from './drill.ts';
import { slowFromTheStart } from './scene-character.ts';

/**
 * The machines and links of the next epoch, empty and not started; it takes over the client links.
 * Made once: a drill that is going to lose machines has them stand by before the loss, because the
 * delivery of machines is not etcd's to answer for (decision 3).
 */
export async function standBy(drill: Drill): Promise<Cluster> {
  const world = worldOf(drill);
  const epoch = world.cluster.epoch + 1;
  if (world.standBy?.epoch === epoch) return world.standBy;
  const takeOver = new Map(world.cluster.members.map((m) => [m.name, m.client]));
  const next = await buildCluster({ ...clusterPlan(drill, world.version, epoch), takeOver }, world);
  await slowFromTheStart(next, drill.scene, { clients: false });
  world.standBy = next;
  return next;
}
