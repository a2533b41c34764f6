import assert from 'node:assert/strict';
import { test } from 'node:test';
import { millis } from '../../../src/core/duration.ts';
import { Removals } from '../../../src/runtime/removals.ts';

test('processes first, then the places that they used', async () => {
  const order: string[] = [];
  const removals = new Removals('r1');
  removals.add('place', 'folder', async () => void order.push('folder'));
  removals.add('process', 'm1', async () => void order.push('m1'));
  removals.add('process', 'm2', async () => void order.push('m2'));
  await removals.run();
  await removals.run();
  assert.deepEqual(order, ['m1', 'm2', 'folder']);
});

test('one that fails and one that hangs are named; all others are done', async () => {
  const done: string[] = [];
  const removals = new Removals('r1', millis(20));
  removals.add('process', 'm1', () => Promise.reject(new Error('busy')));
  removals.add('process', 'm2', () => new Promise(() => undefined));
  removals.add('place', 'folder', async () => void done.push('folder'));
  await assert.rejects(removals.run(), {
    code: 'LEFT_BEHIND',
    facts: {
      code: 'LEFT_BEHIND',
      message: 'run r1 could not remove everything that it made',
      observed: 'm1: busy\nm2: not done within 20 ms',
      next: 'doomsday clean',
    },
  });
  assert.deepEqual(done, ['folder']);
});

test('nothing may be made after the end has begun', async () => {
  const removals = new Removals('r1');
  removals.requireOpen('m1');
  await removals.run();
  assert.throws(() => removals.requireOpen('m2'), { code: 'HARNESS_BUG' });
});
