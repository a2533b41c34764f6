import type { Link } from '../links/link.ts';
import type { Member } from './member.ts';

/** One logical cluster: the members of one epoch. */
export interface Cluster {
  /** 1 for the first cluster of a drill, one more after each restore. */
  readonly epoch: number;
  readonly version: string;
  readonly token: string;
  readonly members: readonly Member[];
}

/** Peer links that begin or end at one of `members`, each once. */
export function peerLinksTouching(cluster: Cluster, members: readonly Member[]): PeerLink[] {
  const touched = new Set(members.map((m) => m.name));
  return peerLinks(cluster).filter((l) => touched.has(l.from.name) || touched.has(l.to.name));
}

/** A peer link with both of its ends. */
export interface PeerLink {
  readonly from: Member;
  readonly to: Member;
  readonly link: Link;
}

export function peerLinks(cluster: Cluster): PeerLink[] {
  return cluster.members.flatMap((from) =>
    cluster.members
      .filter((to) => to !== from)
      .map((to) => ({ from, to, link: from.dials.get(to.name) as Link })),
  );
}

/** How many members must agree. */
export const quorum = (cluster: Cluster): number => Math.floor(cluster.members.length / 2) + 1;

export const livingMembers = (cluster: Cluster): Member[] =>
  cluster.members.filter((m) => m.machine.state === 'running' || m.machine.state === 'paused');
