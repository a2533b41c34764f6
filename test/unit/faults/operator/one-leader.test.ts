import assert from 'node:assert/strict';
import { test } from 'node:test';
import { oneLeader } from '../../../../src/faults/operator/move-leader.ts';

const CASES: readonly [named: readonly string[], leader: string][] = [
  [['a1', 'a1', 'a1'], 'a1'],
  [['a1'], 'a1'],
  [['a1', 'b2', 'a1'], 'Error: leaders: a1, b2'],
  [['a1', '0', 'a1'], 'Error: leaders: a1, 0'],
  [['0', '0', '0'], 'Error: leaders: 0'],
  [[], 'Error: leaders: '],
];

for (const [named, leader] of CASES) {
  test(`named: ${named.join(', ') || 'nobody serves'}`, () => {
    assert.equal(told(named), leader);
  });
}

function told(named: readonly string[]): string {
  try {
    return oneLeader(named);
  } catch (error) {
    return String(error);
  }
}
