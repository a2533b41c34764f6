import assert from 'node:assert/strict';
import { test } from 'node:test';
import { objectiveWords, quantity, withError } from '../../../src/report/words.ts';

const quantities = [
  [1.3642, 's', '1.36 s'],
  [0.0204, 's', '20.4 ms'],
  [12.5, 'ms', '12.5 ms'],
  [1, 'writes', '1 write'],
  [12345, 'writes', '12,345 writes'],
  [1.2345, 'ratio', '1.23×'],
  [999, 'bytes', '999 B'],
  [6028, 'bytes', '6.03 kB'],
  [7_500_000, 'bytes', '7.5 MB'],
] as const;

for (const [value, unit, expected] of quantities) {
  test(`${value} ${unit} is said as ${expected}`, () => {
    assert.equal(quantity(value, unit), expected);
  });
}

test('a value carries its error bar; an absent one is a dash', () => {
  const said = [
    withError({ value: 1.7, unit: 's', plusMinus: 0.02 }),
    withError({ value: 3, unit: 'changes', plusMinus: 0 }),
    withError({ value: null, unit: 's', plusMinus: 0 }),
  ];
  assert.deepEqual(said, ['1.7 s ± 20 ms', '3 changes', '—']);
});

test('objectives have names for people; an unknown one keeps its own', () => {
  const said = ['rto', 'latency.p99.after', 'rto.moon'].map(objectiveWords);
  assert.deepEqual(said, ['Recovery time (RTO)', 'Write latency p99, after', 'rto.moon']);
});
