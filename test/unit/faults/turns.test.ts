import assert from 'node:assert/strict';
import { test } from 'node:test';
import { millis, seconds } from '../../../src/core/duration.ts';
import { eventually } from '../../../src/core/eventually.ts';
import { HealStack } from '../../../src/core/heal-stack.ts';
import { takeTurns } from '../../../src/faults/turns.ts';

const limits = { within: seconds(5), every: millis(1) };

test('turns follow each other until the heal, and none is taken after it', async () => {
  const heal = new HealStack();
  const taken: number[] = [];
  takeTurns({ heal }, async (n) => {
    taken.push(n);
    return n < 3 ? millis(1) : seconds(100);
  });
  await eventually('four turns', () => taken.length === 4, limits);
  assert.deepEqual(await heal.healAll(), []); // at once: it does not wait for the long turn
  assert.deepEqual(taken, [0, 1, 2, 3]);
});

test('a turn that fails is the last one, and is told by the heal and by its second try', async () => {
  const heal = new HealStack();
  const taken: number[] = [];
  takeTurns({ heal }, async (n) => {
    taken.push(n);
    if (n === 1) throw new Error('stuck');
    return millis(1);
  });
  await eventually('two turns', () => taken.length === 2, limits);
  const [failure, ...more] = await heal.healAll();
  const again = await failure?.again().catch(String);
  assert.deepEqual(
    { name: failure?.name, error: String(failure?.error), again, more, taken },
    {
      name: 'end the turns',
      error: 'Error: stuck',
      again: 'Error: stuck',
      more: [],
      taken: [0, 1],
    },
  );
});
