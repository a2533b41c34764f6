import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { millis, seconds, type Duration } from '../../../src/core/duration.ts';
import { eventually } from '../../../src/core/eventually.ts';
import { openConnection } from '../../../src/etcd/connection.ts';
import { recordingClient, type RecordingClient } from '../../../src/etcd/recording-client.ts';
import type { OpLine, PlainRequest, Request } from '../../../src/history/types.ts';
import { etcdProcess, type EtcdProcess } from '../../support/etcd-process.ts';
import { etcdsToTry } from '../../support/etcds-to-try.ts';
import { scratchRecord } from '../../support/scratch-record.ts';

const put = (key: string, value: string): PlainRequest => ({ op: 'put', key, value });
const txn = (...then: PlainRequest[]): Request => ({ op: 'txn', compares: [], then, else: [] });

const refusals: readonly [name: string, req: Request, told: string][] = [
  [
    'a read below the compaction',
    { op: 'get', key: 'a', rev: '2' },
    'fail OUT_OF_RANGE etcdserver: mvcc: required revision has been compacted',
  ],
  [
    'a read of the future',
    { op: 'get', key: 'a', rev: '999' },
    'fail OUT_OF_RANGE etcdserver: mvcc: required revision is a future revision',
  ],
  [
    'a compaction that was',
    { op: 'compact', rev: '2' },
    'fail OUT_OF_RANGE etcdserver: mvcc: required revision has been compacted',
  ],
  [
    'a compaction of the future',
    { op: 'compact', rev: '999' },
    'fail OUT_OF_RANGE etcdserver: mvcc: required revision is a future revision',
  ],
  [
    'a txn that writes and reads the future',
    txn(put('a', 'x'), { op: 'get', key: 'a', rev: '999' }),
    'info OUT_OF_RANGE etcdserver: mvcc: required revision is a future revision',
  ],
  [
    'a txn that reads the future',
    txn({ op: 'get', key: 'a', rev: '999' }),
    'fail OUT_OF_RANGE etcdserver: mvcc: required revision is a future revision',
  ],
  [
    'a key twice in a txn',
    txn(put('a', '1'), put('a', '2')),
    'fail INVALID_ARGUMENT etcdserver: duplicate key given in txn request',
  ],
  [
    'too many requests in a txn',
    txn(...Array.from({ length: 129 }, (_, i) => put(`k${i}`, ''))),
    'fail INVALID_ARGUMENT etcdserver: too many operations in txn request',
  ],
  ['an empty key', put('', 'v'), 'fail INVALID_ARGUMENT etcdserver: key is not provided'],
  [
    'a lease that is not there',
    { op: 'put', key: 'a', value: 'x', lease: '99' },
    'fail NOT_FOUND etcdserver: requested lease not found',
  ],
  [
    'a txn on a lease that is not there',
    txn({ op: 'put', key: 'a', value: 'x', lease: '99' }),
    'fail NOT_FOUND etcdserver: requested lease not found',
  ],
  [
    'a revoke of nothing',
    { op: 'lease-revoke', lease: '99' },
    'fail NOT_FOUND etcdserver: requested lease not found',
  ],
  [
    'a lease that is there',
    { op: 'lease-grant', ttl: '60', lease: '7' },
    'fail FAILED_PRECONDITION etcdserver: lease already exists',
  ],
  [
    'a lease for ever',
    { op: 'lease-grant', ttl: '9000000001', lease: '8' },
    'fail OUT_OF_RANGE etcdserver: too large lease TTL',
  ],
  [
    'more than etcd takes',
    put('big', 'x'.repeat(1_600_000)),
    'fail INVALID_ARGUMENT etcdserver: request is too large',
  ],
  [
    'more than its server takes',
    put('big', 'x'.repeat(3_000_000)),
    'fail RESOURCE_EXHAUSTED grpc: received message larger than max',
  ],
];

for (const { name, asked } of etcdsToTry()) {
  test(`${name} refuses as the table of outcomes says, and nothing refused has happened`, async (t) => {
    await using etcd = await etcdProcess({ asked });
    const { client } = await clientOf(t, etcd);
    const call = (req: Request): Promise<OpLine> => client.call(req, { within: seconds(5) });
    for (const value of ['1', '2', '3']) await call(put('a', value));
    await call({ op: 'lease-grant', ttl: '60', lease: '7' });
    await call({ op: 'compact', rev: '3' });
    for (const [what, req, expected] of refusals) {
      assert.equal(told(await call(req)).slice(0, expected.length), expected, what);
    }
    // A txn in doubt is applied by nobody on a single member: its only member is the proposer.
    const { res } = await call({ op: 'range', key: 'a', end: '\0' });
    const expected = { key: 'a', value: '3', create: '2', mod: '4', version: '3', lease: '0' };
    assert.deepEqual(res, { rev: '4', count: 1, kvs: [expected] });
  });
}

test('a full quota leaves a write in doubt, and its client gets another id', async (t) => {
  await using etcd = await etcdProcess({ flags: ['--quota-backend-bytes=131072'] });
  const { client } = await clientOf(t, etcd);
  const value = 'x'.repeat(50_000);
  const refused = await eventually(
    'a write meets the quota',
    async () => {
      const op = await client.call({ op: 'put', key: 'a', value }, { within: seconds(5) });
      return op.outcome !== 'ok' && op;
    },
    { within: seconds(20) },
  );
  const next = await client.call({ op: 'get', key: 'a' }, { within: seconds(5) });
  assert.equal(told(refused), 'info RESOURCE_EXHAUSTED etcdserver: mvcc: database space exceeded');
  assert.deepEqual([refused.client, next.client, next.outcome], [1, 2, 'ok']);
});

test('nobody listens: never sent, the client keeps its id, and finds the server when it is back', async (t) => {
  await using etcd = await etcdProcess();
  const { client } = await clientOf(t, etcd);
  await etcd.kill();
  const lost = await client.call(put('a', '1'), { within: seconds(5) });
  const refused = await client.call(put('a', '2'), { within: seconds(5) });
  await etcd.start();
  const op = await client.call(put('a', '3'), { within: seconds(5) });
  assert.match(told(refused), /^fail UNAVAILABLE No connection established: connect ECONNREFUSED/);
  assert.equal(op.outcome, 'ok');
  assert.deepEqual(
    [lost, refused, op].map((line) => line.client),
    [1, 1, 1],
  );
  assert.ok((op.connectNs ?? 0) > 0);
});

test('a server that hangs: in doubt when sent, never sent when it did not answer the dial', async (t) => {
  await using etcd = await etcdProcess();
  const { client, record } = await clientOf(t, etcd);
  await client.call({ op: 'get', key: 'a' }, { within: seconds(5) });
  process.kill(etcd.pid, 'SIGSTOP');
  const fresh = recordingClient({ sink: record.sink, ...target(etcd) });
  t.after(() => fresh.close());
  const within = millis(300);
  const ops = await Promise.all([client, fresh].map((c) => c.call(put('a', '1'), { within })));
  process.kill(etcd.pid, 'SIGCONT');
  assert.deepEqual(ops.map(told), [
    'info DEADLINE_EXCEEDED no answer within 300 ms',
    'fail UNAVAILABLE No connection established: no answer within 300 ms',
  ]);
  const took = ops.map(({ call, ret }) => ((ret ?? 0) - call) / 1e6);
  assert.ok(
    took.every((ms) => ms >= 299 && ms < 600),
    `took ${took.join(', ')}`,
  );
});

test('a server that is killed with the call under way leaves it in doubt', async (t) => {
  await using etcd = await etcdProcess();
  const { client } = await clientOf(t, etcd);
  await client.call({ op: 'get', key: 'a' }, { within: seconds(5) });
  process.kill(etcd.pid, 'SIGSTOP');
  const called = client.call(put('a', '1'), { within: seconds(20) });
  await etcd.kill();
  const op = await called;
  assert.match(told(op), /^info UNAVAILABLE Connection dropped: /);
  assert.ok((op.ret ?? 0) - op.call < seconds(5));
});

test('a client that is closed with a call under way leaves it in doubt, and takes no more', async (t) => {
  await using etcd = await etcdProcess();
  const { client } = await clientOf(t, etcd);
  await client.call({ op: 'get', key: 'a' }, { within: seconds(5) });
  process.kill(etcd.pid, 'SIGSTOP');
  const called = client.call(put('a', '1'), { within: seconds(20) });
  assert.throws(() => client.call(put('b', '1'), { within: seconds(1) }), { code: 'HARNESS_BUG' });
  client.close();
  assert.equal(told(await called), 'info CANCELLED given up by the client');
  assert.throws(() => client.call(put('b', '1'), { within: seconds(1) }), { code: 'HARNESS_BUG' });
});

test('clients may share a connection; one that renews it leaves the calls of others alone', async (t) => {
  await using etcd = await etcdProcess();
  const { record } = await clientOf(t, etcd);
  const connection = openConnection(etcd.endpoint);
  t.after(() => connection.close());
  const plan = { sink: record.sink, ...target(etcd), connection };
  const [one, two] = [recordingClient(plan), recordingClient(plan)];
  const within: Duration = seconds(5);
  await one.call(put('a', '1'), { within });
  const [first, second] = await Promise.all([
    one.call(put('a', '2'), { within }),
    two.call(put('b', '2'), { within }),
  ]);
  one.close();
  const third = two.call(put('c', '3'), { within });
  two.reconnect();
  const after = await third.then(() => two.call(put('d', '4'), { within }));
  assert.deepEqual(
    [first, second, await third, after].map((op) => [op.outcome, op.client]),
    [
      ['ok', 2],
      ['ok', 3],
      ['ok', 3],
      ['ok', 3],
    ],
  );
  assert.deepEqual([second.connectNs, (after.connectNs ?? 0) > 0], [undefined, true]);
  two.close();
});

const told = ({ outcome, err }: OpLine): string =>
  err === undefined ? outcome : `${outcome} ${err.code} ${err.message}`;

const target = ({ endpoint }: EtcdProcess) => ({ endpoint, member: 'm1', epoch: 1 });

async function clientOf(
  t: TestContext,
  etcd: EtcdProcess,
): Promise<{ client: RecordingClient; record: Awaited<ReturnType<typeof scratchRecord>> }> {
  const record = await scratchRecord();
  await etcd.start();
  const client = recordingClient({ sink: record.sink, ...target(etcd) });
  t.after(async () => {
    client.close();
    await record[Symbol.asyncDispose]();
  });
  return { client, record };
}
