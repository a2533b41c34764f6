import { formatDuration, type Duration } from '../../core/duration.ts';
import { eventually } from '../../core/eventually.ts';
import type { PeerLink } from '../../cluster/cluster.ts';
import type { GateTrip } from '../../runtime/runtime.ts';
import type { FaultWorld } from '../define-fault.ts';
import { answered, everythingCrosses, peerTrip } from '../proof.ts';
import { lateBy } from './baseline.ts';

/** Looks until a round trip comes back over each link sooner than what was added would let it. */
export async function soonAgain<Peer extends PeerLink>(
  world: FaultWorld,
  links: readonly Peer[],
  added: (peer: Peer) => Duration,
): Promise<string> {
  const { proveWithin: within, signal } = world;
  const looks = links.map((peer) => {
    const look = async (): Promise<true> =>
      !runs(peer) || soon(await peerTrip(peer, within), lateBy(world, peer, added(peer)));
    return eventually(`an early answer over ${peer.link.name}`, look, { within, signal });
  });
  await Promise.all(looks);
  return `${await everythingCrosses(world, links)}; each came sooner than the delay let it`;
}

const runs = ({ from, to }: PeerLink): boolean =>
  from.machine.state === 'running' && to.machine.state === 'running';

function soon(trip: GateTrip, below: Duration): true {
  const { tookNs } = answered(trip);
  if (tookNs >= below) throw new Error(`a round trip in ${formatDuration(tookNs)}`);
  return true;
}
