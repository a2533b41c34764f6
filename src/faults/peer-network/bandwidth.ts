import { formatDuration, millis, nanos, type Duration } from '../../core/duration.ts';
import { eventually } from '../../core/eventually.ts';
import type { PeerLink } from '../../cluster/cluster.ts';
import { defineFault, type FaultWorld } from '../define-fault.ts';
import { answered, BULK_BYTES, bulkTrip, everythingCrosses, peerTrip } from '../proof.ts';
import { crossedBefore, judgeable, tripBefore } from './baseline.ts';
import { linksOf } from './direction.ts';
import { putOnDirections } from './put-together.ts';
import { REACH, reached, reachPlan, type Reach } from './reach.ts';

export interface Bandwidth extends Reach {
  /** Each way of each link; Toxiproxy's KB has 1000 bytes. */
  readonly kilobytesPerSecond: number;
}

/** The longest that a proof waits for a bulk to stay away. */
const ENOUGH = millis(200);

/** Limits what each peer link of the targets, or between them, carries in a second, both ways. */
export const bandwidth = defineFault<Bandwidth>({
  name: 'bandwidth',
  subject: 'peer-network',
  summary: 'Limits how much each peer link of the target, or between targets, carries in a second.',
  params: {
    kilobytesPerSecond: 'on each way of each link, in units of 1000 bytes, above 0',
    ...REACH,
  },
  heals: 'the limit is taken off',
  proof: {
    bite: 'a round trip of 64 KiB takes as long as the limit says, or longer; a small one comes back',
    end: 'round trips of 64 KiB over every link in less time than that',
  },
  plan: ({ kilobytesPerSecond, ...reach }) => ({ kilobytesPerSecond, ...reachPlan(reach) }),
  inject: async (world, params) => {
    const limit = { type: 'bandwidth', kilobytesPerSecond: params.kilobytesPerSecond } as const;
    await putOnDirections(world, reached(world, params), limit);
  },
  async proveBiting(world, params) {
    const links = judgeable(world, taken(world, params));
    return (await Promise.all(links.map((peer) => seenSlow(world, peer, params)))).join('; ');
  },
  async proveGone(world, params) {
    const links = crossedBefore(world, taken(world, params));
    const crossing = await everythingCrosses(world, links);
    await Promise.all(links.map((peer) => seenFast(world, peer, params)));
    return `${crossing}; 64 KiB over each faster than the limit allows`;
  },
});

const taken = (world: FaultWorld, reach: Reach): PeerLink[] =>
  linksOf(world.cluster, reached(world, reach));

/**
 * Toxiproxy lets bytes through after `bytes / rate` ms (source: its toxics/bandwidth.go); what a
 * link that leads far away takes by itself is not the limit's.
 */
function slowest(
  world: FaultWorld,
  { link }: PeerLink,
  { kilobytesPerSecond }: Bandwidth,
): Duration {
  const limit = Math.min(ENOUGH, (BULK_BYTES / kilobytesPerSecond) * 0.9e6);
  const before = tripBefore(world, link) ?? 0;
  return nanos(before < limit / 2 ? limit : limit + before);
}

async function seenSlow(world: FaultWorld, peer: PeerLink, params: Bandwidth): Promise<string> {
  const limit = slowest(world, peer, params);
  const { proveWithin: within, signal } = world;
  const look = async (): Promise<string> => {
    const [bulk, small] = await Promise.all([bulkTrip(peer, limit), peerTrip(peer, within)]);
    answered(small);
    if (bulk.ok) throw new Error(`64 KiB in ${formatDuration(bulk.tookNs)}`);
    return `64 KiB over ${peer.link.name} take more than ${formatDuration(limit)}`;
  };
  return await eventually(`64 KiB are slow over ${peer.link.name}`, look, { within, signal });
}

async function seenFast(world: FaultWorld, peer: PeerLink, params: Bandwidth): Promise<void> {
  const { proveWithin: within, signal } = world;
  const runs = () => peer.from.machine.state === 'running' && peer.to.machine.state === 'running';
  const look = async (): Promise<true> => {
    if (runs()) answered(await bulkTrip(peer, slowest(world, peer, params)));
    return true;
  };
  await eventually(`64 KiB are fast over ${peer.link.name}`, look, { within, signal });
}
