import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { test } from 'node:test';
import { formatDuration, millis, seconds } from '../../../src/core/duration.ts';
import { eventually } from '../../../src/core/eventually.ts';
import { freshId } from '../../../src/core/rng.ts';
import type { Links } from '../../../src/links/link.ts';
import { openLinks } from '../../../src/links/open-links.ts';
import { startProcessRuntime } from '../../../src/runtime/process.ts';
import { processParts } from '../runtime/parts.ts';

const skip = process.platform === 'linux' ? false : 'local processes need Linux';
const LINKS = 24;
const FLOWING_BYTES = 8_192;
const PIECE = Buffer.alloc(4_096);

test(
  'a bandwidth limit comes off however long Toxiproxy holds data for who hung up',
  {
    skip,
  },
  async (t) => {
    const folder = await mkdtemp(join(tmpdir(), 'doomsday-hung-up-'));
    const parts = await processParts(join(folder, 'work'));
    const plan = { run: `hung-up-${freshId()}`, logDir: folder, clientLinks: 1 };
    await using runtime = await startProcessRuntime(plan, parts);
    t.after(() => rm(folder, { recursive: true }));
    const links = openLinks(runtime.toxiproxy);

    const all = Array.from({ length: LINKS }, (_, i) => taken(links, `r${i}`));
    const ends = await Promise.allSettled(all);
    const errors = ends.flatMap((end) => (end.status === 'rejected' ? [String(end.reason)] : []));
    assert.deepEqual(errors, []);
    const took = ends.flatMap((end) => (end.status === 'fulfilled' ? [end.value] : []));
    const told = took.toSorted((a, b) => a - b).map((ms) => formatDuration(millis(ms)));
    t.diagnostic(`taken off ${LINKS} links after ${told.join(', ')}`);
  },
);

/** Takes a limit off just after the receiver hung up. @returns how long that took, in ms. */
async function taken(links: Links, to: string): Promise<number> {
  const receivers: Socket[] = [];
  let received = 0;
  const server = createServer((socket) => {
    receivers.push(socket.on('error', () => undefined));
    socket.on('data', ({ length }) => (received += length));
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const upstream = { host: '127.0.0.1', port: (server.address() as AddressInfo).port };
  const link = await links.peer({ from: 'm1', to, upstream });
  const limit = await link.add({ type: 'bandwidth', kilobytesPerSecond: 64 }, 'upstream');
  const sender = connect(link.fromMachines).on('error', () => undefined);
  const sent = Readable.from(pieces());
  sent.pipe(sender);
  try {
    const within = seconds(20);
    await eventually('data flows over the link', () => received > FLOWING_BYTES, { within });
    for (const socket of receivers) socket.destroy();
    const from = performance.now();
    await limit.remove();
    assert.deepEqual((await link.state()).toxics, []);
    return performance.now() - from;
  } finally {
    sent.destroy();
    sender.destroy();
    server.close();
  }
}

function* pieces(): Generator<Buffer> {
  for (;;) yield PIECE;
}
