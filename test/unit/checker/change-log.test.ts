import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ChangeLog, NONE, type ChangeView } from '../../../src/checker/epoch/change-log.ts';

const CHANGES = 5000;

test('a log of more changes than were expected keeps them all', () => {
  const log = new ChangeLog(2, 0);
  for (let i = 0; i < CHANGES; i++) log.put(i % 2, `v${i}`, '0', i + 2, i);
  const views: (ChangeView | undefined)[] = [];
  for (let i = 0; i < CHANGES; i++) views.push(log.view(i));
  const expected = Array.from({ length: CHANGES }, (_, i) => {
    const key = i % 2;
    const version = (i - key) / 2 + 1;
    const what = { key, revision: i + 2, live: true, create: key + 2, version };
    return { ...what, value: `v${i}`, lease: '0', op: i };
  });
  assert.deepEqual(views, expected);
  const before = Array.from({ length: CHANGES }, (_, i) => (i < 2 ? NONE : i - 2));
  assert.deepEqual([...log.previous.subarray(0, CHANGES)], before);
  assert.deepEqual([...log.newest], [CHANGES - 2, CHANGES - 1]);
});
