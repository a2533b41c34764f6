import { formatDuration, nanos, seconds, toMillis, type Duration } from '../../core/duration.ts';
import { eventually } from '../../core/eventually.ts';
import type { PeerLink } from '../../cluster/cluster.ts';
import { defineFault, type FaultWorld } from '../define-fault.ts';
import { closeTrip, everythingCrosses, slowed } from '../proof.ts';
import { crossedBefore, judgeable } from './baseline.ts';
import { linksOf, touching } from './direction.ts';
import { putOnDirections } from './put-together.ts';

/** An end of a connection that one side closed is told to the other side only after a while. */
export const slowClose = defineFault<{ readonly delay: Duration }>({
  name: 'slow-close',
  subject: 'peer-network',
  summary: 'Tells the end of a connection on the peer links of the target only after a while.',
  params: { delay: 'how long an end stays untold, a duration' },
  heals: 'ends are told at once',
  proof: {
    bite: 'an answer comes over each of the links, and the end of its connection only after the delay',
    end: 'a round trip over every link, and its end is told earlier than the delay',
  },
  plan: ({ delay }) => ({ delayMs: toMillis(delay) }),
  inject: async (world, { delay }) => {
    await putOnDirections(world, touching(world.cluster, world.targets), {
      type: 'slow_close',
      delay,
    });
  },
  async proveBiting(world, { delay }) {
    const within = nanos(world.proveWithin + 2 * delay);
    const looks = judgeable(world, touched(world)).map((peer) =>
      eventually(
        `a late end over ${peer.link.name}`,
        async () => slowed(await closeTrip(peer, within), delay),
        { within, signal: world.signal },
      ),
    );
    const fastest = Math.min(...(await Promise.all(looks)).map((trip) => trip.tookNs));
    return `the earliest end over ${looks.length} links was told after ${formatDuration(fastest)}`;
  },
  async proveGone(world, { delay }) {
    const { proveWithin: within, signal } = world;
    const links = crossedBefore(world, touched(world));
    const looks = links.map((peer) =>
      eventually(`an early end over ${peer.link.name}`, () => endsEarly(peer, delay), {
        within,
        signal,
      }),
    );
    await Promise.all(looks);
    return `${await everythingCrosses(world, links)}; ends are told within ${formatDuration(delay)}`;
  },
});

const touched = ({ cluster, targets }: FaultWorld): PeerLink[] =>
  linksOf(cluster, touching(cluster, targets));

async function endsEarly(peer: PeerLink, delay: Duration): Promise<true> {
  if (peer.from.machine.state !== 'running' || peer.to.machine.state !== 'running') return true;
  const trip = await closeTrip(peer, nanos(delay + seconds(1)));
  if (!trip.ok || trip.tookNs >= delay) throw new Error(trip.error ?? formatDuration(trip.tookNs));
  return true;
}
