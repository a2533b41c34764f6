import assert from 'node:assert/strict';
import { test } from 'node:test';
import { HealStack } from '../../../src/core/heal-stack.ts';

test('heals run newest first, each once, also after one of them failed', async () => {
  const stack = new HealStack();
  const ran: string[] = [];
  stack.push('first', () => void ran.push('first'));
  stack.push('second', () => Promise.reject(new Error('stuck')));
  const third = stack.push('third', () => void ran.push('third'));
  await third.run();
  await third.run();
  const failures = await stack.healAll();
  assert.deepEqual(ran, ['third', 'first']);
  assert.deepEqual(
    failures.map((f) => [f.name, String(f.error)]),
    [['second', 'Error: stuck']],
  );
  assert.equal(stack.size, 0);
});

test('what failed can be tried again, and only then', async () => {
  const stack = new HealStack();
  let tries = 0;
  const heal = stack.push('late', () => {
    tries += 1;
    if (tries === 1) throw new Error('stuck');
  });
  const [failure] = await stack.healAll();
  await assert.rejects(heal.run(), { message: 'stuck' });
  assert.equal(tries, 1, 'a second run does nothing');
  await failure?.again();
  assert.equal(tries, 2);
});

test('a heal that pushes another heal is followed by it', async () => {
  const stack = new HealStack();
  const ran: string[] = [];
  stack.push('outer', () => void stack.push('inner', () => void ran.push('inner')));
  assert.deepEqual(await stack.healAll(), []);
  assert.deepEqual(ran, ['inner']);
});
