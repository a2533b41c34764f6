import { eventually } from '../../core/eventually.ts';
import { formatDuration, millis, nanos, type Duration } from '../../core/duration.ts';
import type { PeerLink } from '../../cluster/cluster.ts';
import type { FaultWorld } from '../define-fault.ts';
import { answered, directTrip, peerTrip } from '../proof.ts';
import { tripBefore } from './baseline.ts';

/** How long one round trip may take before the proof calls it "no answer", at least. */
const SILENCE = millis(150);
/** And as a multiple of what it took before the harm: a link may lead far away. */
const FAR = 3;

/**
 * Looks until no round trip comes back over any of `links` whose ends live. Silence proves nothing
 * on a busy machine: past the link the same question must be answered meanwhile.
 */
export async function nothingCrosses(
  world: FaultWorld,
  links: readonly PeerLink[],
): Promise<string> {
  const alive = links.filter(({ from, to }) => runs(from) && runs(to));
  if (alive.length === 0) throw new Error('of no link do both ends run: nobody can be asked');
  await Promise.all(alive.map((peer) => provenSilent(world, peer)));
  const longest = nanos(Math.max(...alive.map((peer) => silenceOf(world, peer))));
  const over = alive.map(({ link }) => link.name).join(', ');
  return `no round trip over ${over} within ${formatDuration(longest)} each, past the links they came`;
}

const runs = ({ machine }: PeerLink['from']): boolean => machine.state === 'running';

const silenceOf = (world: FaultWorld, { link }: PeerLink): Duration =>
  nanos(Math.max(SILENCE, FAR * (tripBefore(world, link) ?? 0)));

function provenSilent(world: FaultWorld, peer: PeerLink): Promise<true> {
  const { proveWithin: within, signal } = world;
  const silence = silenceOf(world, peer);
  const look = async (): Promise<true> => {
    const [trip, direct] = await Promise.all([peerTrip(peer, silence), directTrip(peer, silence)]);
    if (trip.ok) throw new Error(`a round trip in ${formatDuration(trip.tookNs)}`);
    answered(direct);
    return true;
  };
  return eventually(`nothing crosses ${peer.link.name}`, look, { within, signal });
}
