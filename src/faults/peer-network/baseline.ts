import { millis, nanos, seconds, type Duration } from '../../core/duration.ts';
import type { HealStack } from '../../core/heal-stack.ts';
import { peerLinks, type PeerLink } from '../../cluster/cluster.ts';
import type { Link } from '../../links/link.ts';
import type { FaultWorld } from '../define-fault.ts';
import { peerTrip } from '../proof.ts';

/** What each link's fastest round trip took before the harm; absent = none came back. */
type Baseline = ReadonlyMap<string, Duration>;

/** An injection is known by its undos: the same stack from its harm to the proof of its end. */
const baselines = new WeakMap<HealStack, Baseline>();

/** The last try is for links that lead far away. */
const TRIES = [millis(300), millis(300), seconds(1)];

/**
 * Looks over which links anything comes back before the harm is done. Another fault may bite there
 * already; a proof must not take its work for this one's, nor miss what was not there before.
 * Where the proof compares no times (`timed` false), the first trip that comes back is enough.
 */
export async function lookBefore(world: FaultWorld, { timed = true } = {}): Promise<void> {
  const looks = peerLinks(world.cluster).map(async (peer) => {
    const took = await fastest(peer, timed);
    return took === undefined ? [] : [[peer.link.name, took] as const];
  });
  baselines.set(world.heal, new Map((await Promise.all(looks)).flat()));
}

/** Those of `links` over which round trips came back before the harm. */
export const crossedBefore = (world: FaultWorld, links: readonly PeerLink[]): PeerLink[] =>
  links.filter(({ link }) => baselines.get(world.heal)?.has(link.name) === true);

/** The same, for a proof that something bites. @throws when there is nothing that could be seen to change. */
export function judgeable(world: FaultWorld, links: readonly PeerLink[]): PeerLink[] {
  const crossed = crossedBefore(world, links);
  if (crossed.length > 0) return crossed;
  throw new Error('before the harm no round trip came back over any of the links');
}

/** What the fastest of them took over this link; undefined where none came back. */
export const tripBefore = (world: FaultWorld, { name }: Link): Duration | undefined =>
  baselines.get(world.heal)?.get(name);

/**
 * What a round trip takes at least where `added` was really added: all of it, and half of it more
 * than before the harm, so that neither a far link nor a look that was slow by chance decides.
 */
export function lateBy(world: FaultWorld, { link }: PeerLink, added: Duration): Duration {
  const before = tripBefore(world, link) ?? 0;
  return nanos(Math.max(added, before + added / 2));
}

/**
 * What a round trip takes at most where nothing is added any more: less than what was added, unless
 * the link leads that far by itself.
 */
export function soonBy(world: FaultWorld, { link }: PeerLink, added: Duration): Duration {
  const before = tripBefore(world, link) ?? 0;
  return nanos(before < added * 0.8 ? added : before + added / 2);
}

/** One trip that does not come back in time says nothing on a busy machine. */
async function fastest(peer: PeerLink, timed: boolean): Promise<Duration | undefined> {
  if (peer.from.machine.state !== 'running' || peer.to.machine.state !== 'running')
    return undefined;
  let best: number | undefined;
  for (const within of TRIES) {
    if (!timed && best !== undefined) break;
    const { ok, tookNs } = await peerTrip(peer, within);
    if (ok) best = Math.min(best ?? tookNs, tookNs);
  }
  return best as Duration | undefined;
}
