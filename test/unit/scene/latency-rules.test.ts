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
      'distantRegions: { regions: 3, from: 9ms, to: 9ms }',
    ),
    [
      ['faults.varyingLatency.to', 'more than 50 ms: the least', '40 ms'],
      ['faults.distantRegions.to', 'more than 9 ms: the least', '9 ms'],
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
