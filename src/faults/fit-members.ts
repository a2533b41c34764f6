import type { Member } from '../cluster/member.ts';
import { NoTarget } from './no-target.ts';
import { fits, namesTold, statesTold, stateWords } from './target-need.ts';
import type { Aim } from './target.ts';

/** All members that are fit for the fault. @throws {NoTarget} when they are fewer than `least`. */
export function fitMembers(least: number, { cluster, need = {} }: Aim): Member[] {
  const fit = cluster.members.filter((member) => fits(member, need));
  if (fit.length >= least) return fit;
  const wanted = least === 1 ? 'a member that is' : `${least} members that are`;
  throw new NoTarget({
    expected: `${wanted} ${stateWords(need)}`,
    observed: statesTold(cluster.members),
  });
}

/** The members of these names, in this order. @throws {NoTarget} also for a name that comes twice. */
export function named(names: readonly string[], { cluster, need = {} }: Aim): Member[] {
  const never = (expected: string, observed: string): NoTarget =>
    new NoTarget({ expected, observed, lasting: true });
  if (names.length === 0) throw never('a member', 'no name');
  if (new Set(names).size < names.length) throw never('every member once', names.join(', '));
  const found = names.map((name) => {
    const member = cluster.members.find((one) => one.name === name);
    if (member !== undefined) return member;
    throw never(`a member called ${name}`, namesTold(cluster.members));
  });
  if (found.every((member) => fits(member, need))) return found;
  const expected = `${names.join(', ')} to be ${stateWords(need)}`;
  throw new NoTarget({ expected, observed: statesTold(found) });
}

/** Who leads, fit or not. */
export async function chiefOf({ leader }: Aim): Promise<Member> {
  const chief = await leader();
  if (chief !== undefined) return chief;
  throw new NoTarget({ expected: 'a leader', observed: 'no member leads' });
}

export function fitLeader(chief: Member, { need = {} }: Aim): Member {
  if (fits(chief, need)) return chief;
  const expected = `a leader that is ${stateWords(need)}`;
  throw new NoTarget({ expected, observed: statesTold([chief]) });
}

/** The members that do not lead and are fit, without `taken`. @throws {NoTarget} where none is left. */
export function fitFollowers(
  chief: Member,
  { cluster, need = {} }: Aim,
  taken: readonly Member[] = [],
): Member[] {
  const followers = cluster.members.filter((member) => member !== chief);
  const free = followers.filter((member) => !taken.includes(member) && fits(member, need));
  if (free.length > 0) return free;
  const besides = namesTold(taken.filter((member) => member !== chief));
  throw new NoTarget({
    expected: `a follower ${besides && `besides ${besides} `}that is ${stateWords(need)}`,
    observed: `${chief.name} leads, and ${statesTold(followers) || 'it is alone'}`,
  });
}
