import { formatDuration, nanos, type Duration } from '../../core/duration.ts';
import { eventually } from '../../core/eventually.ts';
import type { PeerLink } from '../../cluster/cluster.ts';
import type { FaultWorld } from '../define-fault.ts';
import { answered, directTrip, peerTrip, slowed } from '../proof.ts';
import { lateBy } from './baseline.ts';

/** How much of the delay must lie between the trip over the link and the one past it. */
const MOST = 0.75;

/**
 * Looks until a round trip over the link takes what was added to it, and the same trip past the
 * link does not: a machine that is busy for a moment makes both late. @returns what it took.
 */
export async function lateTrip(
  world: FaultWorld,
  peer: PeerLink,
  added: Duration,
): Promise<Duration> {
  const within = nanos(world.proveWithin + 3 * added);
  const atLeast = lateBy(world, peer, added);
  const look = async (): Promise<Duration> => {
    const [trip, direct] = await Promise.all([peerTrip(peer, within), directTrip(peer, within)]);
    const took = slowed(trip, atLeast).tookNs;
    const past = answered(direct).tookNs;
    if (took - past >= added * MOST) return nanos(took);
    throw new Error(`${formatDuration(took)} over the link, ${formatDuration(past)} past it`);
  };
  const condition = `a late round trip over ${peer.link.name}`;
  return await eventually(condition, look, { within, signal: world.signal });
}
