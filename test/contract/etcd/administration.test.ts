import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { test } from 'node:test';
import { millis, seconds } from '../../../src/core/duration.ts';
import { adminClient } from '../../../src/etcd/admin.ts';
import { applicationClient, compareAndSwap } from '../../../src/etcd/application-client.ts';
import { openAsker } from '../../../src/etcd/ask.ts';
import { closeAskers } from '../../../src/etcd/asker-for.ts';
import { alarms, memberList } from '../../../src/etcd/cluster-facts.ts';
import { compact } from '../../../src/etcd/compact.ts';
import { hashKv } from '../../../src/etcd/hash-kv.ts';
import { memberStatus } from '../../../src/etcd/member-status.ts';
import { KV } from '../../../src/etcd/methods.ts';
import { fetchMetrics, memberMetrics } from '../../../src/etcd/metrics.ts';
import { readAll } from '../../../src/etcd/read-all.ts';
import { etcdProcess } from '../../support/etcd-process.ts';
import { http2StandIn, OK_HEADERS } from '../../support/http2-stand-in.ts';
import { etcdsToTry } from '../../support/etcds-to-try.ts';

const within = seconds(5);

for (const { name, asked } of etcdsToTry()) {
  test(`${name}: what a member says of itself and of its cluster`, async (t) => {
    await using etcd = await etcdProcess({ asked });
    await etcd.start();
    t.after(closeAskers);
    const { endpoint } = etcd;
    const before = await hashKv(endpoint, '0', within);
    etcd.tool('etcdctl', 'put', 'a', '1');
    etcd.tool('etcdctl', 'put', 'a', '2');
    const [status, list] = [
      await memberStatus(endpoint, within),
      await memberList(endpoint, within),
    ];
    const { member, leader, version, term, dbSize, revision, errors } = status;
    assert.deepEqual(
      { revision, errors, list },
      {
        revision: '3',
        errors: [],
        list: [{ name: 'm1', id: member, learner: false }],
      },
    );
    assert.equal(leader, member);
    assert.match(version, /^3\.\d+\.\d+$/);
    assert.ok(BigInt(term) > 1n && dbSize > 0);
    assert.deepEqual(await alarms(endpoint, within), []);

    const after = await hashKv(endpoint, '0', within);
    assert.notEqual(after.hash, before.hash);
    await compact(endpoint, '3', within);
    etcd.tool('etcdctl', 'put', 'b', '1');
    const compacted = await hashKv(endpoint, '0', within);
    assert.deepEqual([after.compactRevision, compacted.compactRevision], ['0', '3']);

    const { kvs } = await readAll(endpoint, { serializable: false, within });
    assert.deepEqual(kvs, [
      { key: 'a', value: '2', create: '2', mod: '3', version: '2', lease: '0' },
      { key: 'b', value: '1', create: '4', mod: '4', version: '1', lease: '0' },
    ]);
    const metrics = memberMetrics(await fetchMetrics(endpoint, { within }));
    const absent = Object.entries(metrics).filter(([, value]) => value === undefined);
    // A single member has no peers; every other metric exists in each of these versions.
    assert.deepEqual(absent, [['peerRoundTripP99', undefined]]);
    assert.deepEqual([metrics.hasLeader, metrics.isLeader, metrics.leaderChanges], [true, true, 1]);
  });
}

test('the key space is read page by page at one revision, while others write', async (t) => {
  await using etcd = await etcdProcess();
  await etcd.start();
  const asker = openAsker(etcd.endpoint);
  t.after(() => (asker.close(), closeAskers()));
  const key = (n: number): string => `k${String(n).padStart(5, '0')}`;
  const put = (n: number): object => ({
    request_put: { key: Buffer.from(key(n)), value: Buffer.of(n) },
  });
  for (let from = 0; from < 5_120; from += 128) {
    const success = Array.from({ length: 128 }, (_, i) => put(from + i));
    await asker.ask(KV.txn, { compare: [], success, failure: [] }, within);
  }
  const reading = readAll(etcd.endpoint, { serializable: false, within });
  await asker.ask(KV.deleteRange, { key: Buffer.from('k'), range_end: Buffer.from('l') }, within);
  const now = await reading;
  const { kvs } = await readAll(etcd.endpoint, { serializable: false, revision: '41', within });
  // The delete may have come first or between the pages; the pages agree on one of the two.
  assert.equal(now.kvs.length, { 41: 5_120, 42: 0 }[now.revision]);
  assert.deepEqual(
    kvs.map((kv) => kv.key),
    Array.from({ length: 5_120 }, (_, n) => key(n)),
  );
});

test('the full quota is told, cured and disarmed', async (t) => {
  await using etcd = await etcdProcess({ flags: ['--quota-backend-bytes=131072'] });
  await etcd.start();
  t.after(closeAskers);
  const { endpoint } = etcd;
  assert.throws(() => {
    for (let n = 0; n < 10; n++) etcd.tool('etcdctl', 'put', 'a', 'x'.repeat(50_000));
  }, /database space exceeded/);
  const { member, revision } = await memberStatus(endpoint, within);
  const admin = adminClient(endpoint, { within });
  t.after(() => admin.close());
  assert.deepEqual(await admin.alarms(), [{ kind: 'NOSPACE', id: member }]);
  assert.deepEqual(await alarms(endpoint, within), [`NOSPACE ${member}`]);
  await compact(endpoint, revision, within);
  await admin.defragment();
  await admin.disarm({ kind: 'NOSPACE', id: member });
  assert.deepEqual(await admin.alarms(), []);
  etcd.tool('etcdctl', 'put', 'a', 'small again');
});

test('a member is added as a learner and removed; refusals are told in words', async (t) => {
  await using etcd = await etcdProcess();
  await etcd.start();
  const admin = adminClient(etcd.endpoint, { within });
  t.after(() => admin.close());
  const [first] = await admin.memberList();
  const peer = 'http://127.0.0.1:1';
  const both = await admin.memberAdd(peer, { learner: true });
  const learner = both.find(({ id }) => id !== first?.id);
  assert.deepEqual(learner, { name: '', id: learner?.id, learner: true, peerUrls: [peer] });
  await assert.rejects(admin.memberPromote(learner?.id ?? ''), {
    code: 'ETCD_CALL_FAILED',
    message: /in sync with leader/,
  });
  await admin.memberRemove(learner?.id ?? '');
  assert.deepEqual(await admin.memberList(), [first]);
  await assert.rejects(admin.moveLeader('beef'), { message: /bad leader transferee/ });
});

test('an application swaps once on a revision, and is told when the revision has moved on', async (t) => {
  await using etcd = await etcdProcess();
  await etcd.start();
  const client = applicationClient(etcd.endpoint, { within });
  t.after(() => client.close());
  const { header } = await client.put('canary').value('1');
  const mod = header.revision;
  assert.deepEqual(
    [
      await compareAndSwap(client, { key: 'canary', mod, value: '2' }),
      await compareAndSwap(client, { key: 'canary', mod, value: '3' }),
      await client.get('canary').string(),
    ],
    [{ succeeded: true, revision: '3' }, { succeeded: false, revision: '3' }, '2'],
  );
});

test('an application that is refused asks once; etcd3 left alone would ask three times more', async (t) => {
  let calls = 0;
  const server = http2StandIn((stream) => {
    calls++;
    stream.respond({ ...OK_HEADERS, 'grpc-status': '14' }, { endStream: true });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const client = applicationClient({ host: '127.0.0.1', port }, { within });
  t.after(() => (client.close(), server.close()));
  await assert.rejects(Promise.resolve(client.put('once').value('1')), /UNAVAILABLE/);
  assert.equal(calls, 1);
});

test('without a server every question ends in an error, in time', async (t) => {
  await using etcd = await etcdProcess();
  await etcd.start();
  const { endpoint } = etcd;
  const admin = adminClient(endpoint, { within: millis(300) });
  t.after(() => (admin.close(), closeAskers()));
  await admin.alarms();
  process.kill(etcd.pid, 'SIGSTOP');
  const client = applicationClient(endpoint, { within: millis(300) });
  t.after(() => client.close());
  await assert.rejects(Promise.resolve(client.put('once').value('1')), /DEADLINE_EXCEEDED/);
  await assert.rejects(admin.alarms(), { code: 'ETCD_CALL_FAILED' });
  await assert.rejects(fetchMetrics(endpoint, { within: millis(300) }), {
    code: 'METRICS_UNREADABLE',
  });
  process.kill(etcd.pid, 'SIGCONT');
  await etcd.kill();
  await assert.rejects(memberStatus(endpoint, millis(300)), {
    code: 'ETCD_CALL_FAILED',
    message: /No connection established/,
  });
  await assert.rejects(memberList(endpoint, millis(300)), { code: 'ETCD_CALL_FAILED' });
  await assert.rejects(fetchMetrics(endpoint, { within: millis(300) }), {
    code: 'METRICS_UNREADABLE',
  });
});
