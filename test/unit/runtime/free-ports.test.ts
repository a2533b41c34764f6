import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { test } from 'node:test';
import { startClock } from '../../../src/core/clock.ts';
import { formatDuration } from '../../../src/core/duration.ts';
import { FreePorts, freeLoopbackRange } from '../../../src/runtime/free-ports.ts';

const skip = process.platform === 'linux' ? false : '127.0.0.0/8 is Linux';
const ALL = 20_000;
/** The Fetch standard's bad port within the range. */
const FORBIDDEN = 10_080;

test('a range of its own in 127.0.0.0/8, never that of localhost', { skip }, () => {
  for (let i = 0; i < 100; i++) assert.match(freeLoopbackRange(), /^127\.[1-9]\d*\.\d+$/);
});

test('every free port once, none that is taken on every address', { skip }, async (t) => {
  await using taken = createServer();
  taken.listen({ host: '0.0.0.0', port: 0 });
  await once(taken, 'listening');
  const host = `${freeLoopbackRange()}.1`;
  const ports = new FreePorts(host);
  const clock = startClock();
  await ports.stockUp(128);
  t.diagnostic(`128 ports checked in ${formatDuration(clock.now())}`);
  const given = Array.from({ length: 128 }, () => ports.take());
  assert.equal(new Set(given).size, 128);
  assert.ok(given.every((port) => port >= 10_000 && port <= 29_999 && port !== FORBIDDEN));
});

test('a port that somebody holds on every address is passed over', { skip }, async () => {
  const host = `${freeLoopbackRange()}.1`;
  const [first] = await stock(new FreePorts(host, 20_000));
  assert.equal(first, 20_000, 'this test needs port 20000 free');
  await using taken = createServer();
  taken.listen({ host: '0.0.0.0', port: 20_000 });
  await once(taken, 'listening');
  const [next] = await stock(new FreePorts(host, 20_000));
  assert.notEqual(next, 20_000);
});

test('when none is left it says so', { skip }, async () => {
  const ports = new FreePorts(`${freeLoopbackRange()}.1`);
  assert.throws(() => ports.take(), { code: 'NO_FREE_PORT' });
  await assert.rejects(ports.stockUp(ALL + 1), { code: 'NO_FREE_PORT' });
});

async function stock(ports: FreePorts): Promise<number[]> {
  await ports.stockUp(1);
  return [ports.take()];
}
