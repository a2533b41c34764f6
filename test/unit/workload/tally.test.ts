import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Tally } from '../../../src/workload/tally.ts';

test('a pause lowers no rate', () => {
  let now = 0;
  const tally = new Tally(() => now);
  for (let i = 0; i < 10; i++) tally.count('ok');
  tally.count('fail');
  tally.count('info');
  tally.count('missed');
  now = 2e9;
  tally.off();
  tally.off();
  now = 60e9;
  const expected = { ok: 10, fail: 1, info: 1, missed: 1, opsPerSecond: 5 };
  assert.deepEqual(tally.totals(), expected);
  tally.on();
  now = 62e9;
  assert.deepEqual(tally.totals(), { ...expected, opsPerSecond: 3 });
});

test('before any time has passed there is no rate', () => {
  const expected = { ok: 0, fail: 0, info: 0, missed: 0, opsPerSecond: 0 };
  assert.deepEqual(new Tally(() => 5).totals(), expected);
});
