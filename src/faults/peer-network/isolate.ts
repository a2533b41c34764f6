import { seconds } from '../../core/duration.ts';
import { peerLinksTouching } from '../../cluster/cluster.ts';
import { defineFault, type FaultWorld } from '../define-fault.ts';
import { everythingCrosses, nothingCrosses } from '../proof.ts';

/**
 * Cuts every peer link to and from the targets, lossy, in both directions; client links stay up.
 * A `timeout 0` toxic drops what is sent and keeps the connections, as a broken network does.
 * etcd's raft streams are dialled by the receiver, so both directions of each link are cut.
 * Source: etcd server/etcdserver/api/rafthttp/peer.go.
 */
export const isolate = defineFault<object>({
  name: 'isolate',
  subject: 'peer-network',
  summary: 'Cuts every peer link to and from the target; client links stay up.',
  params: {},
  heals: 'the links carry again',
  proof: {
    bite: 'no round trip comes back over any of the links',
    end: 'a round trip over every link',
  },
  plan: () => ({}),
  inject: async (world) => {
    await Promise.all(touched(world).map(({ link }) => cut(world, link)));
  },
  proveBiting: (world) => nothingCrosses(world, touched(world)),
  proveGone: (world) => everythingCrosses(world, touched(world)),
});

const touched = (world: FaultWorld) => peerLinksTouching(world.cluster, world.targets);

async function cut(
  world: FaultWorld,
  link: ReturnType<typeof touched>[number]['link'],
): Promise<void> {
  const toxics = (['upstream', 'downstream'] as const).map(async (stream) => {
    const toxic = link.add({ type: 'timeout', timeout: seconds(0) }, stream);
    world.heal.push(`restore ${link.name} ${stream}`, async () => (await toxic).remove());
    await toxic;
  });
  await Promise.all(toxics);
}
