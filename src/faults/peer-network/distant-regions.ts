import { formatDuration, nanos, toMillis, type Duration } from '../../core/duration.ts';
import type { PeerLink } from '../../cluster/cluster.ts';
import { defineFault, type FaultWorld } from '../define-fault.ts';
import { crossedBefore, judgeable } from './baseline.ts';
import { linksOf, nameOf } from './direction.ts';
import { drawRegions, type DrawnRegions } from './draw-regions.ts';
import { lateTrip } from './late-trip.ts';
import { changesOf, putTogether } from './put-together.ts';
import { soonAgain } from './soon-again.ts';

export interface DistantRegions {
  readonly regions: number;
  /** The shortest and the longest round trip between two regions. */
  readonly from: Duration;
  readonly to: Duration;
}

/** Moves the members into regions, with a round trip of its own between any two of them. */
export const distantRegions = defineFault<DistantRegions>({
  name: 'distant-regions',
  subject: 'peer-network',
  summary: 'Spreads the members over regions, each pair of regions with a round trip of its own.',
  params: {
    regions: 'how many regions',
    from: 'the shortest round trip between regions, a duration',
    to: 'the longest, a duration',
  },
  heals: 'the members are near each other again',
  proof: {
    bite: 'every round trip between two regions takes at least what was drawn for them',
    end: 'three round trips in a row over every link, each sooner than what was drawn for it',
  },
  plan: ({ regions, from, to }) => ({ regions, fromMs: toMillis(from), toMs: toMillis(to) }),
  async inject(world, params) {
    const { far, told } = drawn(world, params);
    const ways = far.flatMap(({ link, rtt }) =>
      (['upstream', 'downstream'] as const).map((stream) => ({ link, stream, rtt })),
    );
    const rttOf = new Map(ways.map(({ link, rtt }) => [link, rtt]));
    await putTogether(world, ways, ({ link }) => {
      return { type: 'latency', latency: nanos((rttOf.get(link) ?? 0) / 2) };
    });
    return told;
  },
  async proveBiting(world, params) {
    const { far } = drawn(world, params);
    const crossed = new Set(judgeable(world, far).map(nameOf));
    const looks = far.filter((f) => crossed.has(nameOf(f))).map((peer) => seenFar(world, peer));
    return `${(await Promise.all(looks)).join('; ')}; ${changesOf(world)}`;
  },
  async proveGone(world, params) {
    const { far } = drawn(world, params);
    const crossed = new Set(crossedBefore(world, far).map(nameOf));
    const links = far.filter((one) => crossed.has(nameOf(one)));
    return await soonAgain(world, links, ({ rtt }) => rtt);
  },
});

type FarLink = PeerLink & { readonly rtt: Duration };

/** The same draw for harm and proofs. */
function drawn({ cluster, rng }: FaultWorld, params: DistantRegions) {
  const plan: DrawnRegions = drawRegions(
    cluster.members.map((m) => m.name),
    params,
    rng.fork('regions'),
  );
  const all = cluster.members.flatMap((from) =>
    cluster.members.filter((to) => to !== from).map((to) => ({ from, to })),
  );
  const far = linksOf(cluster, all)
    .map((link): FarLink => ({ ...link, rtt: plan.rtt(link.from.name, link.to.name) }))
    .filter(({ rtt }) => rtt > 0);
  return { far, told: plan.told };
}

async function seenFar(world: FaultWorld, peer: FarLink): Promise<string> {
  const took = await lateTrip(world, peer, nanos(2 * Math.round(peer.rtt / 2e6) * 1e6));
  return `${formatDuration(took)} over ${peer.link.name}`;
}
