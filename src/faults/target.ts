import { DoomsdayError } from '../core/doomsday-error.ts';
import type { Rng } from '../core/rng.ts';
import { livingMembers, quorum, type Cluster } from '../cluster/cluster.ts';
import type { Member } from '../cluster/member.ts';

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
  | { readonly from: LinkEnd; readonly to: LinkEnd };

/** An end of a link: an office, or a member by name. */
export type LinkEnd = 'leader' | 'a follower' | { readonly member: string };

/** Names the leader among `members`, or undefined while there is none. */
export type FindLeader = () => Promise<Member | undefined>;

/**
 * Draws the members that `spec` means. Draws depend on the seed and on the members' order only,
 * and an office (leader) is looked up at this moment.
 * @throws {DoomsdayError} NO_TARGET when nobody holds the office or no such member exists.
 */
export async function resolveTargets(
  spec: TargetSpec,
  { cluster, rng, leader }: { cluster: Cluster; rng: Rng; leader: FindLeader },
): Promise<Member[]> {
  const living = livingMembers(cluster);
  const needed = quorum(cluster);
  if (typeof spec === 'object') {
    return 'member' in spec
      ? [named(spec.member, cluster)]
      : await linkEnds(spec, { cluster, rng, leader });
  }
  if (spec === 'a majority') return rng.shuffle(living).slice(0, needed);
  if (spec === 'a minority') return rng.shuffle(living).slice(0, cluster.members.length - needed);
  if (spec === 'all members') return living;
  if (spec === 'a random member') return [rng.pick(living)];
  const chief = await leader();
  if (chief === undefined)
    throw noTarget(`the ${spec.replace(/^(a|all) /, '')} is wanted`, 'no member leads');
  if (spec === 'leader') return [chief];
  const followers = living.filter((m) => m !== chief);
  return spec === 'all followers' ? followers : [rng.pick(followers)];
}

/** The ends of a link in the order of the messages; they are never the same member. */
async function linkEnds(
  { from, to }: { from: LinkEnd; to: LinkEnd },
  around: { cluster: Cluster; rng: Rng; leader: FindLeader },
): Promise<Member[]> {
  const ends: Member[] = [];
  // Offices and names first: a follower is drawn among those who are left.
  const order = [from, to].toSorted(
    (a, b) => Number(a === 'a follower') - Number(b === 'a follower'),
  );
  for (const end of order) {
    if (end !== 'a follower') ends.push(...(await resolveTargets(end, around)));
    else ends.push(await freeFollower(ends, around));
  }
  const [first, second] = order[0] === from ? ends : ends.toReversed();
  if (first === undefined || first === second) {
    throw noTarget('a link between two members', `${first?.name ?? 'nobody'} at both ends`);
  }
  return second === undefined ? [first] : [first, second];
}

async function freeFollower(
  taken: readonly Member[],
  { cluster, rng, leader }: { cluster: Cluster; rng: Rng; leader: FindLeader },
): Promise<Member> {
  const followers = await resolveTargets('all followers', { cluster, rng, leader });
  const free = followers.filter((m) => !taken.includes(m));
  if (free.length === 0) throw noTarget('a follower beside the other end', 'nobody');
  return rng.pick(free);
}

function named(name: string, cluster: Cluster): Member {
  const found = cluster.members.find((m) => m.name === name);
  if (found === undefined) {
    throw noTarget(`member ${name} is wanted`, cluster.members.map((m) => m.name).join(', '));
  }
  return found;
}

const noTarget = (expected: string, observed: string): DoomsdayError =>
  new DoomsdayError({
    code: 'NO_TARGET',
    message: 'a fault has nobody to hit',
    expected,
    observed,
  });
