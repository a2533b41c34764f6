import assert from 'node:assert/strict';
import { test } from 'node:test';
import { prefixEnd } from '../../../src/history/prefix-end.ts';

test('the end of a prefix is the first key behind all of its keys', () => {
  assert.deepEqual(['load/', 'a', ''].map(prefixEnd), ['load0', 'b', '\0']);
});
