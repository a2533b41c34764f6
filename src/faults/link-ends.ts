import type { Member } from '../cluster/member.ts';
import { chiefOf, fitFollowers, fitLeader, named } from './fit-members.ts';
import { NoTarget } from './no-target.ts';
import type { Aim, LinkEnd } from './target.ts';

/** The ends of a link in the order of the messages; they are never the same member. */
export async function linkEnds(
  { from, to }: { readonly from: LinkEnd; readonly to: LinkEnd },
  aim: Aim,
): Promise<Member[]> {
  const offices = typeof from === 'string' || typeof to === 'string';
  const chief = offices ? await chiefOf(aim) : undefined;
  const taken: Member[] = [];
  const place = (end: LinkEnd): Member => {
    const member = memberAt(end, { aim, chief, taken });
    taken.push(member);
    return member;
  };
  // Offices and names first: a follower is drawn among those who are left.
  const ends =
    from === 'a follower' ? [place(to), place(from)].toReversed() : [place(from), place(to)];
  const [first, second] = ends as [Member, Member];
  if (first !== second) return ends;
  throw new NoTarget({
    expected: 'a link between two members',
    observed: `${first.name} at both ends`,
    lasting: !offices,
  });
}

interface Place {
  readonly aim: Aim;
  readonly chief: Member | undefined;
  readonly taken: readonly Member[];
}

function memberAt(end: LinkEnd, { aim, chief, taken }: Place): Member {
  if (typeof end === 'object') return named([end.member], aim)[0] as Member;
  if (end === 'leader') return fitLeader(chief as Member, aim);
  return aim.rng.pick(fitFollowers(chief as Member, aim, taken));
}
