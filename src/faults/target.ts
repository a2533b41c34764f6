import type { Rng } from '../core/rng.ts';
import { quorum, type Cluster } from '../cluster/cluster.ts';
import type { Member } from '../cluster/member.ts';
import { chiefOf, fitFollowers, fitLeader, fitMembers, named } from './fit-members.ts';
import { linkEnds } from './link-ends.ts';
import { NoTarget } from './no-target.ts';
import { fits, namesTold, statesTold, type TargetNeed } from './target-need.ts';

/** Whom a fault hits, in a feature's words. Offices and chances are resolved when it is injected. */
export type TargetSpec =
  | 'leader'
  | 'a follower'
  | 'all followers'
  | 'a random member'
  | 'a minority'
  | 'a majority'
  | 'all members'
  | { readonly member: string }
  /** Several by name, in this order; each once. */
  | { readonly members: readonly string[] }
  | { readonly from: LinkEnd; readonly to: LinkEnd };

/** An end of a link: an office, or a member by name. */
export type LinkEnd = 'leader' | 'a follower' | { readonly member: string };

/** Names the leader among the members, or undefined while there is none. */
export type FindLeader = () => Promise<Member | undefined>;

/** What a draw depends on. */
export interface Aim {
  readonly cluster: Cluster;
  readonly rng: Rng;
  readonly leader: FindLeader;
  /** What the fault asks of its targets; default: that they run. */
  readonly need?: TargetNeed;
}

/**
 * Draws the members that `spec` means, among those who are fit for the fault. Draws depend on the
 * seed, on the members' order and on who is fit; an office (leader) is looked up at this moment.
 * `all` are all who are fit; a majority and a minority are counted of all members.
 * @throws {NoTarget} when they cannot be had now, or never (`lasting`).
 */
export async function resolveTargets(spec: TargetSpec, aim: Aim): Promise<Member[]> {
  const targets = await drawn(spec, aim);
  const { cluster, need: { least = 1, leavesQuorum = false } = {} } = aim;
  if (targets.length < least) {
    throw new NoTarget({ expected: `${least} targets or more`, observed: namesTold(targets) });
  }
  if (leavesQuorum) mustLeaveQuorum(targets, cluster);
  return targets;
}

async function drawn(spec: TargetSpec, aim: Aim): Promise<Member[]> {
  if (typeof spec === 'object') {
    if ('from' in spec) return await linkEnds(spec, aim);
    return named('member' in spec ? [spec.member] : spec.members, aim);
  }
  const { cluster, rng } = aim;
  const needed = quorum(cluster);
  if (spec === 'a majority') return rng.shuffle(fitMembers(needed, aim)).slice(0, needed);
  if (spec === 'a minority') return minority(cluster.members.length - needed, aim);
  if (spec === 'all members') return fitMembers(1, aim);
  if (spec === 'a random member') return [rng.pick(fitMembers(1, aim))];
  const chief = await chiefOf(aim);
  if (spec === 'leader') return [fitLeader(chief, aim)];
  const followers = fitFollowers(chief, aim);
  return spec === 'all followers' ? followers : [rng.pick(followers)];
}

function minority(count: number, aim: Aim): Member[] {
  if (count > 0) return aim.rng.shuffle(fitMembers(count, aim)).slice(0, count);
  const observed = `a cluster of ${aim.cluster.members.length}, which can do without nobody`;
  throw new NoTarget({ expected: 'a minority', observed, lasting: true });
}

function mustLeaveQuorum(targets: readonly Member[], cluster: Cluster): void {
  const needed = quorum(cluster);
  const others = cluster.members.filter((member) => !targets.includes(member));
  if (others.filter((member) => fits(member, {})).length >= needed) return;
  throw new NoTarget({
    expected: `${needed} members besides ${namesTold(targets)} that are running`,
    observed: statesTold(others) || 'nobody else',
  });
}
