import assert from 'node:assert/strict';
import { test } from 'node:test';
import { distrust } from '../../../src/objectives/distrust.ts';
import { mark, record } from '../../support/record-parts.ts';

const seconds = (n: number): number => n * 1e9;
const lag = (from: number, to: number, lagMs: number) =>
  mark('lag', to, { lagMs, lagBoundMs: 50, fromNs: seconds(from) });
const placed = mark('resources', 20, { lagMs: 80, lagBoundMs: 50, lagPlaced: true });
const why = 'the harness was held up for 80 ms, its bound is 50 ms';

const cases = [
  ['a lag inside the stretch', [lag(5, 5.5, 80), placed], [4, 6], why],
  ['a slice that reaches into the stretch', [lag(3.8, 4.3, 80), placed], [4, 6], why],
  ['a lag before the stretch', [lag(2, 2.5, 80), placed], [4, 6], undefined],
  ['a lag after the stretch', [lag(7, 7.5, 80), placed], [4, 6], undefined],
  ['a lag within the bound', [lag(5, 5.5, 40), placed], [4, 6], undefined],
  [
    'a record that does not say when',
    [mark('resources', 20, { lagMs: 80, lagBoundMs: 50 })],
    [4, 6],
    why,
  ],
  ['no mark at all', [], [4, 6], undefined],
] as const;

for (const [name, marks, [from, to], expected] of cases) {
  test(name, () => {
    const stretch = { from: seconds(from), to: seconds(to) };
    assert.equal(distrust(record({ marks: [...marks] }), stretch), expected);
  });
}
