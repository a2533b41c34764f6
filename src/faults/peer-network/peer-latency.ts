import { formatDuration, nanos, toMillis, type Duration } from '../../core/duration.ts';
import { eventually } from '../../core/eventually.ts';
import type { PeerLink } from '../../cluster/cluster.ts';
import { defineFault, type FaultWorld } from '../define-fault.ts';
import { peerTrip, slowed } from '../proof.ts';
import { crossedBefore, judgeable, lateBy } from './baseline.ts';
import { linksOf, touching } from './direction.ts';
import { putOnDirections } from './put-together.ts';
import { soonAgain } from './soon-again.ts';

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
    bite: 'every round trip over the links takes twice the latency more than it did before',
    end: 'three fast round trips in a row over every link',
  },
  plan: ({ oneWay }) => ({ oneWayMs: toMillis(oneWay) }),
  inject: async (world, { oneWay }) => {
    const slow = { type: 'latency', latency: oneWay } as const;
    await putOnDirections(world, touching(world.cluster, world.targets), slow);
  },
  async proveBiting(world, { oneWay }) {
    const looks = judgeable(world, touched(world)).map((peer) => seenSlow(world, peer, oneWay));
    const fastest = Math.min(...(await Promise.all(looks)).map((t) => t.tookNs));
    return `the fastest of ${looks.length} round trips took ${formatDuration(fastest)}`;
  },
  proveGone: (world, { oneWay }) =>
    soonAgain(world, crossedBefore(world, touched(world)), () => nanos(2 * oneWay)),
});

const touched = ({ cluster, targets }: FaultWorld): PeerLink[] =>
  linksOf(cluster, touching(cluster, targets));

/** Half of what it took before is asked for on top: a single fast look may have been luck. */
function seenSlow(world: FaultWorld, peer: PeerLink, oneWay: Duration) {
  const roundTrip = nanos(oneWay * 2);
  const within = nanos(world.proveWithin + roundTrip * 3);
  const atLeast = lateBy(world, peer, roundTrip);
  const look = async () => slowed(await peerTrip(peer, within), atLeast);
  return eventually(`a slow round trip over ${peer.link.name}`, look, {
    within,
    signal: world.signal,
  });
}
