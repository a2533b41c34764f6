import { formatDuration, nanos, type Duration } from '../../core/duration.ts';
import { eventually } from '../../core/eventually.ts';
import type { PeerLink } from '../../cluster/cluster.ts';
import type { Member } from '../../cluster/member.ts';
import type { GateTrip } from '../../runtime/runtime.ts';
import type { FaultWorld } from '../define-fault.ts';
import { answered, peerTrip } from '../proof.ts';
import { soonBy } from './baseline.ts';

/**
 * One sooner trip proves no end where a delay changes: what a toxic holds is let go at the moment
 * when the next one takes its place. Source: Toxiproxy 2.12, toxics/latency.go.
 */
const IN_A_ROW = 3;

/** Looks until round trips in a row come over each link sooner than what was added would let them. */
export async function soonAgain<Peer extends PeerLink>(
  world: FaultWorld,
  links: readonly Peer[],
  added: (peer: Peer) => Duration,
): Promise<string> {
  const { proveWithin: within, signal } = world;
  const alive = links.filter(({ from, to }) => runs(from) && runs(to));
  const looks = alive.map((peer) => {
    const below = soonBy(world, peer, added(peer));
    const look = async (): Promise<Duration> => {
      const took: number[] = [];
      while (took.length < IN_A_ROW) took.push(soon(await peerTrip(peer, within), below));
      return nanos(Math.max(...took));
    };
    return eventually(`early answers over ${peer.link.name}`, look, { within, signal });
  });
  const slowest = formatDuration(nanos(Math.max(0, ...(await Promise.all(looks)))));
  const over = alive.map(({ link }) => link.name).join(', ');
  return `${IN_A_ROW} round trips in a row over ${over} in ${slowest} or less: sooner than the delay let any`;
}

const runs = ({ machine }: Member): boolean => machine.state === 'running';

function soon(trip: GateTrip, below: Duration): Duration {
  const tookNs = nanos(answered(trip).tookNs);
  if (tookNs >= below) throw new Error(`a round trip in ${formatDuration(tookNs)}`);
  return tookNs;
}
