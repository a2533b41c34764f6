import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { ServerHttp2Session, ServerHttp2Stream } from 'node:http2';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { test, type TestContext } from 'node:test';
import { pass, startClock } from '../../../src/core/clock.ts';
import { millis, seconds, type Duration } from '../../../src/core/duration.ts';
import { eventually } from '../../../src/core/eventually.ts';
import { openConnection, type Connection } from '../../../src/etcd/connection.ts';
import { KV } from '../../../src/etcd/methods.ts';
import { answerEmpty, http2StandIn, OK_HEADERS } from '../../support/http2-stand-in.ts';
import { KvStandIn } from '../../support/kv-stand-in.ts';

const put = (connection: Connection, within: Duration = seconds(5)): Promise<string> =>
  new Promise((resolve) => {
    const message = { key: Buffer.from('k'), value: Buffer.from('v') };
    const done = (error?: { code: string; message: string }): void =>
      resolve(error === undefined ? 'ok' : `${error.code} ${error.message}`);
    connection.unary({ method: KV.put, message, within, done });
  });

async function listening(t: TestContext, server: Server): Promise<Connection> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket) => sockets.add(socket.on('error', () => undefined)));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const connection = openConnection({ host: '127.0.0.1', port });
  t.after(() => {
    connection.close();
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return connection;
}

test('many calls at once share one dial, and each is answered once', async (t) => {
  const server = new KvStandIn();
  await server.open();
  const connection = openConnection({ host: '127.0.0.1', port: server.port });
  t.after(() => (connection.close(), server.close()));
  assert.equal(connection.ready, false);
  const answers = await Promise.all(Array.from({ length: 500 }, () => put(connection)));
  assert.deepEqual([answers.length, [...new Set(answers)]], [500, ['ok']]);
  assert.equal(connection.ready, true);
});

test('who accepts and says nothing was never sent a call, and the dial is given up with it', async (t) => {
  const dials: Socket[] = [];
  const connection = await listening(
    t,
    createServer((socket) => dials.push(socket.resume())),
  );
  const answers = await Promise.all([put(connection, millis(60)), put(connection, millis(120))]);
  assert.deepEqual(answers, [
    'UNAVAILABLE No connection established: no answer within 60 ms',
    'UNAVAILABLE No connection established: no answer within 120 ms',
  ]);
  await eventually('the dial is closed', () => dials[0]?.readableEnded || dials[0]?.destroyed, {
    within: seconds(2),
  });
  assert.equal(dials.length, 1);
});

test('who closes at once is dialled again, but not without pause', async (t) => {
  let dials = 0;
  const connection = await listening(
    t,
    createServer((socket) => (dials++, socket.destroy())),
  );
  const clock = startClock();
  for (let n = 0; n < 6; n++) {
    assert.match(await put(connection), /^UNAVAILABLE No connection established: /);
  }
  const tookMs = clock.now() / 1e6;
  assert.equal(dials, 6);
  assert.ok(tookMs >= 5 * 20, `six dials in ${tookMs} ms`);
});

test('who speaks something else was never sent a call', async (t) => {
  const server = createServer((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'));
  const connection = await listening(t, server);
  assert.match(await put(connection), /^UNAVAILABLE No connection established: /);
});

test('a server that says good-bye is left, and calls under way are still answered', async (t) => {
  const sessions = new Set<ServerHttp2Session>();
  const server = http2StandIn((stream, session) => {
    sessions.add(session);
    if (sessions.size === 1) session.goaway(0);
    void pass(millis(5)).then(() => answerEmpty(stream));
  });
  const connection = await listening(t, server);
  assert.deepEqual([await put(connection), await put(connection)], ['ok', 'ok']);
  assert.equal(sessions.size, 2);
});

const strange: readonly [name: string, act: (stream: ServerHttp2Stream) => void, told: RegExp][] = [
  ['a reset', (stream) => stream.close(8), /^UNAVAILABLE Connection dropped: /],
  ['a refusal before work', (stream) => stream.close(7), /^UNAVAILABLE Stream refused by server$/],
  [
    'an end without status',
    (s) => (s.respond(OK_HEADERS), s.end()),
    /^UNAVAILABLE Connection dropped: /,
  ],
  [
    'another HTTP status',
    (s) => (s.respond({ ':status': 502 }), s.end()),
    /dropped: HTTP status 502$/,
  ],
  [
    'no message',
    (s) => s.respond({ ...OK_HEADERS, 'grpc-status': '0' }, { endStream: true }),
    /^INTERNAL an answer without/,
  ],
  [
    'an error',
    (s) =>
      s.respond(
        { ...OK_HEADERS, 'grpc-status': '5', 'grpc-message': 'no%21' },
        { endStream: true },
      ),
    /^NOT_FOUND no!$/,
  ],
];

for (const [name, act, told] of strange) {
  test(`instead of an answer, ${name}`, async (t) => {
    assert.match(await put(await listening(t, http2StandIn(act))), told);
  });
}

test('a connection that is closed ends what is under way, and takes nothing more', async (t) => {
  const arrived = Promise.withResolvers<void>();
  const connection = await listening(
    t,
    http2StandIn(() => arrived.resolve()),
  );
  const called = put(connection);
  await arrived.promise;
  connection.close();
  assert.match(await called, /^UNAVAILABLE Connection dropped: /);
  assert.equal(await put(connection), 'UNAVAILABLE No connection established: closed');
});

test('a call that is given up ends at once, before and after it was sent', async (t) => {
  const arrived = Promise.withResolvers<void>();
  const connection = await listening(
    t,
    http2StandIn(() => arrived.resolve()),
  );
  const begin = (): { giveUp: () => void; ended: Promise<string> } => {
    const { promise: ended, resolve } = Promise.withResolvers<string>();
    const message = { key: Buffer.from('k'), value: Buffer.from('v') };
    const done = (error?: { message: string }): void => resolve(error?.message ?? 'ok');
    const giveUp = connection.unary({ method: KV.put, message, within: seconds(5), done });
    return { giveUp, ended };
  };
  const early = begin();
  early.giveUp();
  const late = begin();
  await arrived.promise;
  late.giveUp();
  assert.deepEqual(
    [await early.ended, await late.ended],
    ['No connection established: given up by the client', 'given up by the client'],
  );
});
