import assert from 'node:assert/strict';
import { test } from 'node:test';
import { requiredChecks, type Owing } from '../../../src/drill/required-checks.ts';

const always = ['acknowledged-writes-survive', 'members-serve-and-agree', 'members-agree-on-hash'];
const prefix = 'restored-state-is-an-exact-prefix';
const again = 'revisions-never-again';
const load = {};
const restored = { cluster: { epoch: 2 } };

const cases: readonly [
  string,
  Partial<Owing> & { required?: string[]; unsafe?: string[] },
  string[],
][] = [
  ['nothing came about', {}, []],
  ['only what a step named', { required: ['linearizable'] }, ['linearizable']],
  ['a load', { load, world: { cluster: { epoch: 1 } } }, always],
  ['a load and a restore', { load, world: restored }, [...always, prefix, again]],
  ['twice named is once owed', { load, required: ['members-agree-on-hash'] }, always],
  [
    'a violation on purpose is not owed',
    { load, world: restored, required: [again], unsafe: [again] },
    [...always, prefix],
  ],
];

for (const [what, { required = [], unsafe = [], ...owing }, expected] of cases) {
  test(what, () => {
    const expectations = { required: new Set(required), expectedUnsafe: new Set(unsafe) };
    assert.deepEqual([...requiredChecks({ expectations, ...owing })], expected);
  });
}
