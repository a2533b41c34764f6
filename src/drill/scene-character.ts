import { nanos } from '../core/duration.ts';
import { peerLinks, type Cluster } from '../cluster/cluster.ts';
import type { Link, Stream } from '../links/link.ts';
import { oneWayLatency } from '../scene/regions.ts';
import type { Scene } from '../scene/scene.ts';

/**
 * The scene's own network and disks: not a fault, so nothing heals it and nothing has to prove it.
 * `clients: false` where the client links are taken over and have theirs already.
 */
export async function slowFromTheStart(
  cluster: Cluster,
  { network, disk }: Scene,
  { clients }: { clients: boolean },
): Promise<void> {
  const ways: readonly Stream[] = ['upstream', 'downstream'];
  const slow = async (link: Link, streams: readonly Stream[], latency: number): Promise<void> => {
    if (latency === 0) return;
    await Promise.all(
      streams.map((s) => link.add({ type: 'latency', latency: nanos(latency) }, s)),
    );
  };
  await Promise.all([
    ...peerLinks(cluster).map(({ from, to, link }) =>
      slow(link, ways, oneWayLatency(network, from.name, to.name)),
    ),
    ...(clients ? cluster.members : []).map(({ client }) =>
      slow(client, ['downstream'], network.clientLatency),
    ),
    ...cluster.members.map((member) => slow(member.disk, ['upstream'], disk.fsyncLatency)),
  ]);
}
