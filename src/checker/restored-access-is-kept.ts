import type { Witness } from '../core/check-result.ts';
import { byteString } from '../history/byte-string.ts';
import { showKey } from '../history/show-bytes.ts';
import type { Access, Permission } from '../history/types.ts';
import { defineKeptCheck } from './kept.ts';

/** Nobody may do more, or less, after a restore than when the snapshot was taken. */
export const restoredAccessIsKept = defineKeptCheck({
  name: 'restored-access-is-kept',
  what: 'rules of access',
  guarantee:
    'A restored cluster has the users, the roles and the permissions of the snapshot, and asks ' +
    'who calls exactly when the old one did.',
  how:
    "Users, roles and permissions in the snapshot's file are held against what the members of " +
    'the new epoch answer. No client of a drill changes them, so that any difference is a ' +
    'violation; the auth revision tells whether they were changed since. Passwords are not ' +
    'compared. Unknown when either was not read (a cluster that asks who calls tells nobody ' +
    'who is not logged in), or there are none.',
  count: ({ access }) => access && rulesOf(access).size,
  compare({ snapshot }, { member, line }) {
    const [before, after] = [snapshot.access, line.access] as [Access, Access];
    const [had, has] = [rulesOf(before), rulesOf(after)];
    const differs = (why: string): Witness => ({
      why,
      observed: [
        ['snapshot', `${[...had].join('; ') || 'nobody'} (auth revision ${before.revision})`],
        [
          'found',
          `${[...has].join('; ') || 'nobody'} at ${member} (auth revision ${after.revision})`,
        ],
      ],
      operations: [],
      legal: 'the users and roles of the snapshot',
    });
    const gone = [...had].filter((rule) => !has.has(rule));
    const foreign = [...has].filter((rule) => !had.has(rule));
    return {
      judged: had.size,
      witnesses: [
        ...gone.map((rule) => differs(`lost: ${rule}`)),
        ...foreign.map((rule) => differs(`not in the snapshot: ${rule}`)),
      ],
      doubts: [],
    };
  },
});

/** Everything that is said of who may do what, a sentence each. */
function rulesOf({ enabled, users, roles }: Access): ReadonlySet<string> {
  return new Set([
    ...(enabled ? ['authentication is on'] : []),
    ...users.flatMap(({ name, roles: own }) => [
      `user ${name}`,
      ...own.map((role) => `user ${name} has role ${role}`),
    ]),
    ...roles.flatMap(({ name, permissions }) => [
      `role ${name}`,
      ...permissions.map((permission) => `role ${name} may ${words(permission)}`),
    ]),
  ]);
}

const words = ({ type, key, end }: Permission): string =>
  `${type} ${showKey(byteString(key))}${end === undefined ? '' : `…${showKey(byteString(end))}`}`;
