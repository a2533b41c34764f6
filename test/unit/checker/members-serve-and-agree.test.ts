import { membersServeAndAgree } from '../../../src/checker/members-serve-and-agree.ts';
import { build, kv } from './build-record.ts';
import { testCases } from './cases.ts';

const m2 = { member: 'm2' };
const members = ['m1', 'm2', 'm3'].map((name) => ({ name, id: name, learner: name === 'm3' }));

testCases(membersServeAndAgree, [
  ['an empty history proves nothing', build(), 'unknown'],
  [
    'all give the same',
    build()
      .state(2, [kv('k', 'a', 2)], 'final')
      .state(2, [kv('k', 'a', 2)], 'final', m2),
    'holds',
  ],
  [
    'another value',
    build()
      .state(2, [kv('k', 'a', 2)], 'final')
      .state(2, [kv('k', 'b', 2)], 'final', m2),
    'violated',
    'm1 and m2 differ in "k"',
  ],
  [
    'a key too many',
    build()
      .state(2, [], 'final')
      .state(2, [kv('k', 'b', 2)], 'final', m2),
    'violated',
  ],
  [
    'chunks are put together',
    build()
      .state(3, [kv('j', 'a', 2)], 'final', { more: true })
      .state(3, [kv('k', 'a', 3)], 'final')
      .state(3, [kv('j', 'a', 2), kv('k', 'a', 3)], 'final', m2),
    'holds',
  ],
  ['at different revisions', build().state(2, [], 'final').state(3, [], 'final', m2), 'unknown'],
  [
    'a voter was not read',
    build().state(2, [], 'final', { members }),
    'unknown',
    'm2 was not read',
  ],
  [
    'a learner need not serve',
    build()
      .state(2, [], 'final', { members })
      .state(2, [], 'final', { ...m2, members }),
    'holds',
  ],
]);
