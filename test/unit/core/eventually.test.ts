import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DoomsdayError } from '../../../src/core/doomsday-error.ts';
import { millis } from '../../../src/core/duration.ts';
import { eventually } from '../../../src/core/eventually.ts';

test('the first look that finds something ends the wait', async () => {
  let looks = 0;
  const found = await eventually('a third look', () => (++looks === 3 ? 'here' : undefined), {
    within: millis(1000),
    every: millis(1),
  });
  assert.deepEqual([found, looks], ['here', 3]);
});

test('a condition that never holds names itself and what was seen last', async () => {
  const wait = eventually('a leader', () => Promise.reject(new Error('nobody leads')), {
    within: millis(10),
    every: millis(2),
  });
  await assert.rejects(wait, (error) => {
    assert.ok(error instanceof DoomsdayError);
    assert.equal(
      error.render(),
      [
        'CONDITION_NOT_REACHED  waited in vain: a leader',
        '',
        '  expected   a leader within 10 ms',
        '  observed   nobody leads',
      ].join('\n'),
    );
    return true;
  });
});

test('an abort ends the wait with its reason', async () => {
  const reason = new Error('interrupted');
  const wait = eventually('never', () => false, {
    within: millis(1000),
    signal: AbortSignal.abort(reason),
  });
  await assert.rejects(wait, reason);
});
