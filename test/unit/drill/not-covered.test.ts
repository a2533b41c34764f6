import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addSkipped, reasonOfRun } from '../../../src/drill/not-covered.ts';

const pigs = { feature: 'f', scenario: 'pigs', scene: 's', reason: 'no pigs' };
const cows = { ...pigs, scenario: 'cows' };

test('what is skipped again in a repeated run is no news', () => {
  const all: (typeof pigs)[] = [];
  const news = [pigs, { ...pigs }, cows, pigs].map((one) => addSkipped(all, one));
  assert.deepEqual(
    [news, all],
    [
      [true, false, true, false],
      [pigs, cows],
    ],
  );
});

const cases: readonly [string | undefined, (typeof pigs)[], string][] = [
  [undefined, [], 'no drill has ended'],
  ['all is well', [], 'all is well'],
  ['all is well', [pigs], 'all is well; 1 scenario not covered'],
  ['all is well', [pigs, cows], 'all is well; 2 scenarios not covered'],
  [undefined, [pigs, cows], '2 scenarios not covered: no pigs'],
];

for (const [reason, skipped, expected] of cases) {
  test(expected, () => assert.equal(reasonOfRun(reason, skipped), expected));
}
