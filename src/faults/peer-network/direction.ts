import { peerLinks, type Cluster, type PeerLink } from '../../cluster/cluster.ts';
import type { Member } from '../../cluster/member.ts';
import type { Link, Stream } from '../../links/link.ts';

/** Everything that one member says to another, whoever dialled. */
export interface Direction {
  readonly from: Member;
  readonly to: Member;
}

/** One stream of one link, as a toxic takes it. */
export interface Way {
  readonly link: Link;
  readonly stream: Stream;
}

/**
 * What carries the messages of a direction. The receiver dials the message streams, so what A says
 * to B comes back on the link that B dials; snapshots and fallback posts go out on A's own.
 * Source: etcd server/etcdserver/api/rafthttp/peer.go.
 */
export const waysOf = ({ from, to }: Direction): Way[] => [
  { link: to.dials.get(from.name) as Link, stream: 'downstream' },
  { link: from.dials.get(to.name) as Link, stream: 'upstream' },
];

/** Every direction between members of a cluster, both ways of each pair. */
export const directionsOf = (cluster: Cluster): Direction[] =>
  peerLinks(cluster).map(({ from, to }) => ({ from, to }));

/** Every direction that begins or ends at one of `members`. */
export const touching = (cluster: Cluster, members: readonly Member[]): Direction[] =>
  directionsOf(cluster).filter(({ from, to }) => members.includes(from) || members.includes(to));

/** Both links of every pair of which a direction is among these, each once. */
export function linksOf(cluster: Cluster, directions: readonly Direction[]): PeerLink[] {
  const pairs = new Set(directions.flatMap((d) => [nameOf(d), nameOf(reversed(d))]));
  return peerLinks(cluster).filter((link) => pairs.has(nameOf(link)));
}

export const reversed = ({ from, to }: Direction): Direction => ({ from: to, to: from });

/** `m1->m2`. */
export const nameOf = ({ from, to }: Direction): string => `${from.name}->${to.name}`;

/** Those of `all` that are not among `some`. */
export function without(all: readonly Direction[], some: readonly Direction[]): Direction[] {
  const names = new Set(some.map(nameOf));
  return all.filter((d) => !names.has(nameOf(d)));
}
