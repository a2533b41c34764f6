import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FAULTS_BY_NAME as known } from '../../../../src/drill/faults-by-name/faults-by-name.ts';
import { owesAnswer } from '../../../../src/drill/storm/owes-answer.ts';

/** `kill m1`, as a storm draws it. */
const harm = (text: string) => {
  const [fault = '', member = ''] = text.split(' ');
  return { fault, member, subject: 'machine' } as const;
};

const CASES: readonly [owed: boolean, members: number, ...harms: string[]][] = [
  [true, 3, 'kill m1'],
  [true, 3, 'disk-stall m1', 'isolate m1'],
  [false, 3, 'kill m1', 'pause m2'],
  [true, 5, 'kill m1', 'pause m2'],
  [false, 4, 'kill m1', 'pause m2'],
  [false, 1, 'kill m1'],
  // One target, and everybody is harmed.
  [false, 5, 'ring m1'],
  [false, 3, 'bridge m1'],
  [false, 5, 'disk-stall m2', 'distant-regions m1'],
];

for (const [owed, members, ...harms] of CASES) {
  test(`${owed ? 'owed' : 'not owed'} by ${members}: ${harms.join(', ')}`, () => {
    assert.equal(owesAnswer(harms.map(harm), { members, known }), owed);
  });
}
