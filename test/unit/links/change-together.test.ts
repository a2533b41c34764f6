import assert from 'node:assert/strict';
import { test } from 'node:test';
import { changeTogether } from '../../../src/links/change-together.ts';

test('all changes are under way before the first has ended, and the window spans them', async () => {
  const begun: number[] = [];
  const allBegun = Promise.withResolvers<void>();
  let time = 10;
  const change = async (n: number): Promise<number> => {
    begun.push(n);
    if (begun.length === 3) allBegun.resolve();
    await allBegun.promise;
    time += 1;
    return n * 2;
  };
  const window = await changeTogether([1, 2, 3], change, () => time);
  assert.deepEqual(window, { begin: 10, end: 13, results: [2, 4, 6] });
});

test('the first error is thrown, but only when no change is under way any more', async () => {
  const slow = Promise.withResolvers<void>();
  let ended = false;
  const change = async (n: number): Promise<void> => {
    if (n === 1) throw new Error('refused');
    await slow.promise;
    ended = true;
  };
  const changing = changeTogether([1, 2], change, () => 0);
  slow.resolve();
  await assert.rejects(changing, /refused/);
  assert.equal(ended, true);
});
