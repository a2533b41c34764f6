import type { Access } from '../../../src/history/types.ts';
import { restoredAccessIsKept } from '../../../src/checker/restored-access-is-kept.ts';
import { build } from './build-record.ts';
import { testCases, type Case } from './cases.ts';
import { found, snapshotWith } from './kept-records.ts';

const access: Access = {
  enabled: true,
  revision: '8',
  users: [{ name: 'alice', roles: ['reader'] }],
  roles: [{ name: 'reader', permissions: [{ type: 'read', key: 'k/', end: 'k0' }] }],
};
const nobody: Access = { enabled: false, revision: '1', users: [], roles: [] };

const lie = (name: string, changed: Partial<Access>, why: string): Case => [
  name,
  found(snapshotWith({ access }), { access: { ...access, ...changed } }),
  'violated',
  why,
];

testCases(restoredAccessIsKept, [
  ['an empty history proves nothing', build(), 'unknown'],
  ['the restored users were not read', snapshotWith({ access }), 'unknown', 'of epoch 2'],
  [
    'there is nobody',
    found(snapshotWith({ access: nobody }), { access: nobody }),
    'unknown',
    'no rules of access could be compared',
  ],
  ['all is as it was', found(snapshotWith({ access }), { access }), 'holds', '5 rules'],
  [
    'the order in which they are told says nothing',
    found(
      snapshotWith({
        access: { ...access, users: [...access.users, { name: 'bob', roles: [] }] },
      }),
      { access: { ...access, users: [{ name: 'bob', roles: [] }, ...access.users] } },
    ),
    'holds',
  ],
  lie('a user is gone', { users: [] }, 'lost: user alice'),
  lie('a role is gone', { roles: [] }, 'lost: role reader'),
  lie('a user has lost a role', { users: [{ name: 'alice', roles: [] }] }, 'alice has role reader'),
  lie('nobody is asked who calls', { enabled: false }, 'lost: authentication is on'),
  lie(
    'a permission has become wider',
    { roles: [{ name: 'reader', permissions: [{ type: 'readwrite', key: 'k/', end: 'k0' }] }] },
    'lost: role reader may read "k/"…"k0"',
  ),
  lie(
    'somebody came along',
    { users: [...access.users, { name: 'eve', roles: [] }] },
    'not in the snapshot: user eve',
  ),
]);
