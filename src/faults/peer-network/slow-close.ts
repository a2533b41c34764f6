import { formatDuration, nanos, seconds, toMillis, type Duration } from '../../core/duration.ts';
import { eventually } from '../../core/eventually.ts';
import type { PeerLink } from '../../cluster/cluster.ts';
import { defineFault, type FaultWorld } from '../define-fault.ts';
import { answered, closeTrip, everythingCrosses, peerTrip } from '../proof.ts';
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
    bite: 'an answer comes over each of the links, and the end of its connection only the delay after it',
    end: 'a round trip over every link, and its end is told with the answer',
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
      eventually(`a late end over ${peer.link.name}`, () => endsLate(peer, { delay, within }), {
        within,
        signal: world.signal,
      }),
    );
    const soonest = nanos(Math.min(...(await Promise.all(looks))));
    const gap = `${formatDuration(soonest)} or more after its answer`;
    return `over ${looks.length} links the end was told ${gap}`;
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
    return `${await everythingCrosses(world, links)}; ends are told with their answers`;
  },
});

const touched = ({ cluster, targets }: FaultWorld): PeerLink[] =>
  linksOf(cluster, touching(cluster, targets));

/** By how much an end came after its answer: latency delays both alike, and is not taken for it. */
async function gapOver(peer: PeerLink, within: Duration): Promise<{ end: number; gap: number }> {
  const end = answered(await closeTrip(peer, within)).tookNs;
  const plain = answered(await peerTrip(peer, within)).tookNs;
  return { end, gap: Math.max(0, end - plain) };
}

/** Two trips are compared, and one of them may have been slow by chance. */
const [LATE, EARLY] = [0.9, 0.5];

async function endsLate(
  peer: PeerLink,
  { delay, within }: { delay: Duration; within: Duration },
): Promise<number> {
  const { gap } = await gapOver(peer, within);
  if (gap < delay * LATE) throw told(gap);
  return gap;
}

async function endsEarly(peer: PeerLink, delay: Duration): Promise<true> {
  if (peer.from.machine.state !== 'running' || peer.to.machine.state !== 'running') return true;
  const { end, gap } = await gapOver(peer, nanos(delay + seconds(1)));
  // The answer may have been late by chance, and the gap look short: no end comes before the delay.
  if (gap > delay * EARLY || end >= delay) throw told(gap);
  return true;
}

const told = (gap: number): Error =>
  new Error(`an end ${formatDuration(nanos(gap))} after its answer`);
