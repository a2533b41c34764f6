import { formatDuration, nanos } from '../../core/duration.ts';
import { eventually } from '../../core/eventually.ts';
import type { PeerLink } from '../../cluster/cluster.ts';
import { defineFault, type FaultWorld } from '../define-fault.ts';
import {
  drawLatencies,
  LATENCY_TURNS,
  latenciesTold,
  turnLatencies,
  turnsPlan,
  type LatencyTurns,
} from '../latency-turns.ts';
import { answered, peerTrip } from '../proof.ts';
import { crossedBefore, judgeable, lateBy, lookBefore } from './baseline.ts';
import { linksOf, touching, waysOf } from './direction.ts';
import { soonAgain } from './soon-again.ts';

/** Adds a latency that changes over time, the same on all links at one time. */
export const varyingLatency = defineFault<LatencyTurns>({
  name: 'varying-latency',
  subject: 'peer-network',
  summary: 'Adds latency to the peer links of the target, another one at every turn.',
  params: LATENCY_TURNS,
  heals: 'the latency is taken off',
  proof: {
    bite: 'most round trips take at least twice the least latency, and some take much longer than others',
    end: 'three round trips in a row over every link, each faster than twice the least latency',
  },
  plan: turnsPlan,
  async inject(world, params) {
    const ms = drawLatencies(world.rng.fork('latency'), params);
    await lookBefore(world);
    const ways = touching(world.cluster, world.targets).flatMap(waysOf);
    await turnLatencies(world, ways, { ms, every: params.every });
    return latenciesTold(ms);
  },
  async proveBiting(world, params) {
    const links = judgeable(world, touched(world));
    return (await Promise.all(links.map((peer) => seenVarying(world, peer, params)))).join('; ');
  },
  proveGone: (world, { from }) =>
    soonAgain(world, crossedBefore(world, touched(world)), () => nanos(2 * from)),
});

const touched = ({ cluster, targets }: FaultWorld): PeerLink[] =>
  linksOf(cluster, touching(cluster, targets));

/** Of the round trips: one under way when the latency changes is let go at once. */
const MOST = 0.75;

/**
 * Round trips in the lower half and in the upper, and few below what the least allows. Source:
 * Toxiproxy 2.12, toxics/latency.go: a toxic that is taken off hands on what it holds.
 */
async function seenVarying(
  world: FaultWorld,
  peer: PeerLink,
  { from, to, every }: LatencyTurns,
): Promise<string> {
  const within = nanos(world.proveWithin + 4 * (every + to));
  const atLeast = lateBy(world, peer, nanos(2 * from));
  const trips: number[] = [];
  const look = async (): Promise<string> => {
    trips.push(answered(await peerTrip(peer, within)).tookNs);
    const late = trips.filter((trip) => trip >= atLeast);
    const [fastest, slowest] = [Math.min(...late), Math.max(...late)];
    const range = `${formatDuration(fastest)} to ${formatDuration(slowest)}`;
    const seen = `${late.length} of ${trips.length} took ${range} over ${peer.link.name}`;
    const few = late.length < trips.length * MOST;
    if (few || slowest - fastest < (to - from) / 4) throw new Error(seen);
    return seen;
  };
  const condition = `varying round trips over ${peer.link.name}`;
  return await eventually(condition, look, { within, signal: world.signal });
}
