import assert from 'node:assert/strict';
import { test } from 'node:test';
import { keySpace } from '../../../src/workload/key-space.ts';

test('keys have one width, so that their order is the order of their numbers', () => {
  const { keys, end } = keySpace({ prefix: 'load/', keys: 11 });
  assert.deepEqual(
    [keys[0], keys[1], keys[10], end],
    ['load/k00', 'load/k01', 'load/k10', 'load0'],
  );
  assert.deepEqual(keys.toSorted(), keys);
});

test('a key space of one key', () => {
  const expected = { prefix: 'a/', keys: ['a/k0'], end: 'a0' };
  assert.deepEqual(keySpace({ prefix: 'a/', keys: 1 }), expected);
});
