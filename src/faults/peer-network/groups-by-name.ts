import { usageError } from '../../core/doomsday-error.ts';
import { NoTarget } from '../no-target.ts';

/**
 * The names in `m1 m2 | m3`, group by group.
 * @throws {DoomsdayError} GROUPS (usage): fewer than two groups, an empty one, or a name twice.
 */
export function parseGroups(text: string): string[][] {
  const groups = text
    .split('|')
    .map((group) => group.split(/[\s,]+/).filter((name) => name !== ''));
  const names = groups.flat();
  const twice = names.filter((name, i) => names.indexOf(name) < i);
  if (groups.length > 1 && groups.every((group) => group.length > 0) && twice.length === 0) {
    return groups;
  }
  throw usageError({
    code: 'GROUPS',
    message: `"${text}" are no groups of members`,
    expected: 'two groups or more, every member in one of them: "m1 m2 | m3"',
    observed: twice.length > 0 ? `${twice.join(', ')} more than once` : text,
  });
}

/**
 * The members of each group. Somebody whom no group names might as well hear everybody as nobody:
 * the feature has to say it, so every member must be named.
 * @throws {NoTarget} where a name is no member's, or a member is in no group; GROUPS: see above.
 */
export function groupsByName<M extends { readonly name: string }>(
  text: string,
  members: readonly M[],
): M[][] {
  const groups = parseGroups(text);
  const asked = groups.flat();
  const nobody = asked.filter((name) => !members.some((m) => m.name === name));
  const missing = members.filter(({ name }) => !asked.includes(name));
  if (nobody.length + missing.length === 0) {
    return groups.map((group) => members.filter(({ name }) => group.includes(name)));
  }
  throw new NoTarget({
    expected: `each of ${members.map((m) => m.name).join(', ')} in one group`,
    observed: [
      text,
      ...nobody.map((name) => `${name} is no member`),
      ...missing.map(({ name }) => `${name} is in no group`),
    ].join('; '),
    lasting: true,
  });
}
