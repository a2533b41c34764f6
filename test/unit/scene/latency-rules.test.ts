import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseScene } from '../../../src/scene/parse-scene.ts';

const broken = (...faults: readonly string[]) => {
  const lines = ['name: latencies', 'members: 3', 'faults:', ...faults.map((f) => `  ${f}`)];
  const parsed = parseScene('latencies.yaml', lines.join('\n'));
  return 'problems' in parsed
    ? parsed.problems.map(({ field, expected, observed }) => [field, expected, observed])
    : [];
};

test('latencies are drawn from between two bounds that differ', () => {
  assert.deepEqual(
    broken(
      'varyingLatency: { from: 50ms, to: 40ms }',
      'distantRegions: { regions: 3, from: 19ms, to: 19ms }',
    ),
    [
      ['faults.varyingLatency.to', 'more than 50 ms: the least', '40 ms'],
      ['faults.distantRegions.to', 'more than 19 ms: the least', '19 ms'],
    ],
  );
});

test('a latency lasts long enough to be told from a change of it', () => {
  const most = 'varyingLatency: { from: 50ms, to: 300ms, every';
  assert.deepEqual(
    [broken(`${most}: 199ms }`), broken(`${most}: 200ms }`)],
    [[['faults.varyingLatency.every', '200 ms or more: 4 x from', '199 ms']], []],
  );
});

test('the whole of a latency that changes can be looked at', () => {
  const slow = 'varyingLatency: { from: 1s, to: 4s, every';
  assert.deepEqual(
    [broken(`${slow}: 9751ms }`), broken(`${slow}: 9750ms }`)],
    [
      [
        [
          'faults.varyingLatency.every',
          '9.75 s or less: the proof looks for 4 x (every + to)',
          '9.75 s',
        ],
      ],
      [],
    ],
  );
});
