import assert from 'node:assert/strict';
import { test } from 'node:test';
import { comparePlans } from '../../../src/cli/compare-plans.ts';

const line = (fields: object): string => JSON.stringify({ t: 'fault', phase: 'inject', ...fields });
const lose = line({ name: 'lose', targets: ['m1', 'm2'], from: 5, plan: { order: 'm1,m2' } });
const stall = line({ name: 'disk-stall', targets: ['m3'], from: 9 });

const cases = [
  ['equal', `${lose}\n${stall}\n`, `${lose}\n${stall}\n`, []],
  ['other times are no difference', lose, lose.replace('"from":5', '"from":6'), []],
  ['proofs are not drawn', lose, `${lose}\n${lose.replace('inject', 'bites')}`, []],
  ['a last line that was cut off', `${lose}\n{"t":"fau`, `${lose}\n`, []],
  [
    'another target',
    lose,
    lose.replace('"m1","m2"', '"m3","m2"'),
    ['fault 1: was lose(m1, m2) order=m1,m2, is lose(m3, m2) order=m1,m2'],
  ],
  ['one fault fewer', `${lose}\n${stall}`, lose, ['fault 2: was disk-stall(m3), is nothing']],
] as const;

for (const [name, before, after, differences] of cases) {
  test(name, () => {
    assert.deepEqual(comparePlans(before, after), differences);
  });
}
