import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { test } from 'node:test';
import { millis, seconds, type Duration } from '../../../../src/core/duration.ts';
import type { Member } from '../../../../src/cluster/member.ts';
import { dial } from '../../../../src/faults/machine/dial.ts';

const HOST = '127.0.0.1';

/** Somebody who listens in the place of a member. */
async function listening(taking: (caller: Socket) => void): Promise<Server> {
  const server = createServer((caller) => {
    caller.on('error', () => undefined); // whoever dials hangs up as it likes
    taking(caller);
  });
  server.listen(0, HOST);
  await once(server, 'listening');
  return server;
}

const memberAt = (port: number): Member =>
  ({ machine: { endpoint: async () => ({ host: HOST, port }) } }) as unknown as Member;

/** What a dial meets where calls are taken so; nobody listens when it has closed before. */
async function met(
  taking: (caller: Socket) => void,
  { within = seconds(20), closed = false }: { within?: Duration; closed?: boolean } = {},
): Promise<string> {
  const callers = new Set<Socket>();
  const server = await listening((caller) => {
    callers.add(caller);
    taking(caller);
  });
  const { port } = server.address() as AddressInfo;
  if (closed) server.close();
  try {
    return await dial(memberAt(port), within);
  } finally {
    for (const caller of callers) caller.destroy();
    server.close();
  }
}

const said = (text: string) => (caller: Socket) => caller.once('data', () => caller.write(text));

test('where nobody listens a dial is refused', async () => {
  assert.equal(await met(() => undefined, { closed: true }), 'refused');
});

test('who takes the call and ends it without a byte hangs up', async () => {
  assert.equal(await met((caller) => caller.end()), 'hung up');
  assert.equal(await met((caller) => caller.resetAndDestroy()), 'hung up');
  assert.equal(await met((caller) => caller.once('data', () => caller.end())), 'hung up');
});

test('who takes the call and says nothing is silent', async () => {
  assert.equal(await met(() => undefined, { within: millis(200) }), 'silent');
});

test('who says anything has answered, whole or not', async () => {
  const whole = 'HTTP/1.1 404 Not Found\r\nContent-Length: 2\r\n\r\nno';
  assert.equal(await met(said(whole)), 'answered');
  assert.equal(await met(said('HTTP/1.1 404'), { within: millis(200) }), 'answered');
  assert.equal(await met((caller) => caller.once('data', () => caller.end('HTTP'))), 'answered');
});

test('who cannot be dialled for another reason is no such case', async () => {
  const nowhere = { endpoint: async () => Promise.reject(new Error('no such port')) };
  const member = { machine: nowhere } as unknown as Member;
  await assert.rejects(dial(member, seconds(1)), { message: 'no such port' });
});
