import { formatDuration, nanos, toMillis, type Duration } from '../../core/duration.ts';
import { eventually } from '../../core/eventually.ts';
import { peerLinksTouching } from '../../cluster/cluster.ts';
import { defineFault, type FaultWorld } from '../define-fault.ts';
import { everythingCrosses, peerTrip, slowed } from '../proof.ts';

export interface PeerLatency {
  /** Added on each way of every peer link that touches a target; a round trip takes twice that. */
  readonly oneWay: Duration;
}

export const peerLatency = defineFault<PeerLatency>({
  name: 'peer-latency',
  subject: 'peer-network',
  summary: 'Adds latency to every peer link that touches the target.',
  params: { oneWay: 'added on each way of each link, a duration' },
  heals: 'the latency is taken off',
  proof: {
    bite: 'every round trip over the links takes at least twice the latency',
    end: 'fast round trips over every link',
  },
  plan: ({ oneWay }) => ({ oneWayMs: toMillis(oneWay) }),
  inject: async (world, { oneWay }) => {
    await Promise.all(touched(world).map(({ link }) => delay(world, link, oneWay)));
  },
  async proveBiting(world, { oneWay }) {
    const { proveWithin, signal } = world;
    const roundTrip = nanos(oneWay * 2);
    const limit = nanos(proveWithin + roundTrip * 3);
    const trips = touched(world).map((peer) =>
      eventually(
        `a slow round trip over ${peer.link.name}`,
        async () => slowed(await peerTrip(peer, limit), roundTrip),
        { within: limit, signal },
      ),
    );
    const fastest = Math.min(...(await Promise.all(trips)).map((t) => t.tookNs));
    return `the fastest of ${trips.length} round trips took ${formatDuration(fastest)}`;
  },
  proveGone: (world) => everythingCrosses(world, touched(world)),
});

const touched = (world: FaultWorld) => peerLinksTouching(world.cluster, world.targets);

type PeerEnd = ReturnType<typeof touched>[number]['link'];

async function delay(world: FaultWorld, link: PeerEnd, latency: Duration): Promise<void> {
  const ways = (['upstream', 'downstream'] as const).map(async (stream) => {
    const toxic = link.add({ type: 'latency', latency }, stream);
    world.heal.push(`undelay ${link.name} ${stream}`, async () => (await toxic).remove());
    await toxic;
  });
  await Promise.all(ways);
}
