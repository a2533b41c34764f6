import { formatDuration, nanos, toMillis, type Duration } from '../../core/duration.ts';
import type { PeerLink } from '../../cluster/cluster.ts';
import { defineFault, type FaultWorld } from '../define-fault.ts';
import { crossedBefore, judgeable } from './baseline.ts';
import { linksOf } from './direction.ts';
import { lateTrip } from './late-trip.ts';
import { putOnDirections } from './put-together.ts';
import { REACH, reached, reachPlan, type Reach } from './reach.ts';
import { soonAgain } from './soon-again.ts';

export interface PeerLatency extends Reach {
  /** Added on each way of every link taken; a round trip takes twice that. */
  readonly oneWay: Duration;
}

export const peerLatency = defineFault<PeerLatency>({
  name: 'peer-latency',
  subject: 'peer-network',
  summary: 'Adds latency to every peer link that touches the target, or between targets.',
  params: { oneWay: 'added on each way of each link, a duration', ...REACH },
  heals: 'the latency is taken off',
  proof: {
    bite: 'every round trip over the links takes twice the latency more than it did before',
    end: 'three fast round trips in a row over every link',
  },
  plan: ({ oneWay, ...reach }) => ({ oneWayMs: toMillis(oneWay), ...reachPlan(reach) }),
  inject: async (world, params) => {
    const slow = { type: 'latency', latency: params.oneWay } as const;
    await putOnDirections(world, reached(world, params), slow);
  },
  async proveBiting(world, params) {
    const links = judgeable(world, taken(world, params));
    const looks = links.map((peer) => lateTrip(world, peer, nanos(2 * params.oneWay)));
    const fastest = nanos(Math.min(...(await Promise.all(looks))));
    return `the fastest of ${looks.length} round trips took ${formatDuration(fastest)}`;
  },
  proveGone: (world, params) =>
    soonAgain(world, crossedBefore(world, taken(world, params)), () => nanos(2 * params.oneWay)),
});

const taken = (world: FaultWorld, reach: Reach): PeerLink[] =>
  linksOf(world.cluster, reached(world, reach));
