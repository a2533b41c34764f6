import { formatDuration, nanos, toMillis, type Duration } from '../../core/duration.ts';
import { eventually } from '../../core/eventually.ts';
import { changeTogether } from '../../links/change-together.ts';
import type { AppliedToxic, Toxic } from '../../links/link.ts';
import type { PeerLink } from '../../cluster/cluster.ts';
import { defineFault, type FaultWorld } from '../define-fault.ts';
import { answered, peerTrip } from '../proof.ts';
import { crossedBefore, judgeable } from './baseline.ts';
import { linksOf, touching, waysOf } from './direction.ts';
import { putTogether } from './put-together.ts';
import { soonAgain } from './soon-again.ts';
import { takeTurns } from '../turns.ts';

export interface VaryingLatency {
  /** The least and the most that is added on each way of every peer link that touches a target. */
  readonly from: Duration;
  readonly to: Duration;
  /** How often another latency is drawn. */
  readonly every: Duration;
}

/**
 * Adds a latency that changes over time, the same on all links at one time. Our own seed draws it,
 * turn about from the lower and the upper half: Toxiproxy's jitter is not replayable.
 */
export const varyingLatency = defineFault<VaryingLatency>({
  name: 'varying-latency',
  subject: 'peer-network',
  summary: 'Adds latency to the peer links of the target, another one at every turn.',
  params: {
    from: 'the least on each way, a duration',
    to: 'the most on each way, a duration',
    every: 'how often it changes, a duration',
  },
  heals: 'the latency is taken off',
  proof: {
    bite: 'most round trips take at least twice the least latency, and some take much longer than others',
    end: 'three round trips in a row over every link, each faster than twice the least latency',
  },
  plan: ({ from, to, every }) => ({
    fromMs: toMillis(from),
    toMs: toMillis(to),
    everyMs: toMillis(every),
  }),
  inject: varying,
  async proveBiting(world, params) {
    const links = judgeable(world, touched(world));
    return (await Promise.all(links.map((peer) => seenVarying(world, peer, params)))).join('; ');
  },
  proveGone: (world, { from }) =>
    soonAgain(world, crossedBefore(world, touched(world)), () => nanos(2 * from)),
});

const touched = ({ cluster, targets }: FaultWorld): PeerLink[] =>
  linksOf(cluster, touching(cluster, targets));

async function varying(world: FaultWorld, { from, to, every }: VaryingLatency): Promise<void> {
  const draw = world.rng.fork('latency');
  const [low, high] = [Math.round(toMillis(from)), Math.round(toMillis(to))];
  const middle = Math.round((low + high) / 2);
  const drawn = (n: number): Toxic => {
    const ms = n % 2 === 0 ? draw.int(low, middle) : draw.int(middle, high);
    return { type: 'latency', latency: nanos(ms * 1e6) };
  };
  const ways = touching(world.cluster, world.targets).flatMap(waysOf);
  const first = drawn(0);
  let now = await putTogether(world, ways, () => first);
  let next: Promise<AppliedToxic>[] = [];
  world.heal.push('take the newest latency off', async () => {
    for (const one of await Promise.allSettled(next)) {
      if (one.status === 'fulfilled') await one.value.remove();
    }
  });
  takeTurns(world, async (n) => {
    if (n === 0) return every;
    const latency = drawn(n);
    // The new one first, so that there is never none.
    next = ways.map(({ link, stream }) => link.add(latency, stream));
    const put = await Promise.all(next);
    await changeTogether(
      now,
      (toxic) => toxic.remove(),
      () => 0,
    );
    now = put;
    return every;
  });
}

/** Of the round trips: one under way when the latency changes is let go at once. */
const MOST = 0.75;

/**
 * Round trips in the lower half and in the upper, and few below what the least allows. Source:
 * Toxiproxy 2.12, toxics/latency.go: a toxic that is taken off hands on what it holds.
 */
async function seenVarying(
  world: FaultWorld,
  peer: PeerLink,
  { from, to, every }: VaryingLatency,
): Promise<string> {
  const within = nanos(world.proveWithin + 4 * (every + to));
  const trips: number[] = [];
  const look = async (): Promise<string> => {
    trips.push(answered(await peerTrip(peer, within)).tookNs);
    const late = trips.filter((trip) => trip >= 2 * from);
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
