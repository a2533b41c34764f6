import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseScene } from '../../../src/scene/parse-scene.ts';

test('the shortest that is drawn may not be longer than the longest', () => {
  const text = [
    'name: upside-down',
    'members: 3',
    'faults:',
    '  storm:',
    '    holdFrom: 3s',
    '    gapFrom: 2s',
    '    gapTo: 1s',
    '  diskStallCycles: { holdFrom: 601ms, gapFrom: 700ms, gapTo: 300ms }',
  ].join('\n');
  const parsed = parseScene('storm.yaml', text);
  assert.ok('problems' in parsed);
  assert.deepEqual(
    parsed.problems.map(({ field, expected, observed }) => [field, expected, observed]),
    [
      ['faults.storm.holdTo', '3 s or more: the shortest', '2 s'],
      ['faults.storm.gapTo', '2 s or more: the shortest', '1 s'],
      ['faults.diskStallCycles.holdTo', '601 ms or more: the shortest', '600 ms'],
      ['faults.diskStallCycles.gapTo', '700 ms or more: the shortest', '300 ms'],
    ],
  );
});
