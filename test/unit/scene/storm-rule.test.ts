import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseScene } from '../../../src/scene/parse-scene.ts';

test('the shortest of a storm may not be longer than the longest', () => {
  const text = [
    'name: upside-down',
    'members: 3',
    'faults:',
    '  storm:',
    '    holdFrom: 3s',
    '    gapFrom: 2s',
    '    gapTo: 1s',
  ].join('\n');
  const parsed = parseScene('storm.yaml', text);
  assert.ok('problems' in parsed);
  assert.deepEqual(
    parsed.problems.map(({ field, expected, observed }) => [field, expected, observed]),
    [
      ['faults.storm.holdTo', '3 s or more: the shortest', '2 s'],
      ['faults.storm.gapTo', '2 s or more: the shortest', '1 s'],
    ],
  );
});
