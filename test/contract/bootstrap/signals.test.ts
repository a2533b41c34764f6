import assert from 'node:assert/strict';
import { test } from 'node:test';
import { seconds } from '../../../src/core/duration.ts';
import { eventually } from '../../../src/core/eventually.ts';
import { checkout, type Run } from './checkout.ts';

/** The program's pid, once it is ready for signals. */
const ready = ({ lines }: Run): Promise<number> =>
  eventually(
    'the program waits for signals',
    () => Number(lines.find((line) => line.startsWith('pid '))?.slice(4)) || undefined,
    { within: seconds(10) },
  );

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  test(`${signal} reaches the program once; its exit code comes back`, async () => {
    await using at = await checkout();
    const run = at.under(['wait']);
    await ready(run);
    run.child.kill(signal);
    const { code, signal: by } = await run.ended;
    assert.deepEqual([code, by, run.lines.slice(2)], [7, null, [signal]]);
  });
}

test('the exit code comes back, and a signal that killed the program does', async () => {
  await using at = await checkout();
  const { code, signal, stderr } = await at.under(['9']).ended;
  assert.deepEqual([code, signal, stderr], [9, null, '']);
  const killed = at.under(['wait']);
  process.kill(await ready(killed), 'SIGKILL');
  const end = await killed.ended;
  assert.deepEqual([end.code, end.signal], [null, 'SIGKILL']);
});

test('kill -9 of the upper process ends the program as if it had been asked to', async () => {
  await using at = await checkout();
  const run = at.under(['wait']);
  const pid = await ready(run);
  run.child.kill('SIGKILL');
  await eventually('the program is gone', () => !isAlive(pid), { within: seconds(5) });
  await run.ended;
  assert.deepEqual(run.lines.slice(2), ['SIGTERM']);
});

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
