import type { TargetSpec } from '../faults/target.ts';

const SPOKEN: Readonly<Record<string, TargetSpec>> = {
  'the leader': 'leader',
  'a follower': 'a follower',
  'all followers': 'all followers',
  'a random member': 'a random member',
  'a minority of the members': 'a minority',
  'a majority of the members': 'a majority',
  'all members': 'all members',
};

/** A member's name in a feature. */
export const NAME = 'm[1-9]';

const NAMES = new RegExp(`members (?:${NAME}, )*${NAME} and ${NAME}`);

/** A target in a feature's words. */
export const TARGET = new RegExp(`${Object.keys(SPOKEN).join('|')}|member ${NAME}|${NAMES.source}`);

/** Every way to say a target to a cluster of these members, but for several by name. */
export const targetWords = (members: readonly string[]): string[] => [
  ...Object.keys(SPOKEN),
  ...members.map((name) => `member ${name}`),
];

/** What is meant by the words of a target; see `isTarget`. */
export function spokenTarget(text: string): TargetSpec {
  const names = text.match(new RegExp(NAME, 'g')) ?? [];
  if (text.startsWith('members ')) return { members: names };
  return SPOKEN[text] ?? { member: names[0] ?? text };
}

/** Whether these words, and nothing beside them, are a target. */
export const isTarget = (text: string): boolean => new RegExp(`^(?:${TARGET.source})$`).test(text);

/** The members that a target, or an end of a link, calls by name. */
export function membersNamed(target: unknown): readonly string[] {
  if (typeof target !== 'object' || target === null) return [];
  if ('member' in target) return [String(target.member)];
  return 'members' in target ? (target.members as readonly string[]) : [];
}

/** Whether a target is one member, however large the cluster is. */
export const isOne = (target: TargetSpec): boolean =>
  typeof target === 'object'
    ? membersNamed(target).length === 1
    : ['leader', 'a follower', 'a random member'].includes(target);
