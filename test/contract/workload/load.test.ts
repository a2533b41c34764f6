import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { pass } from '../../../src/core/clock.ts';
import { millis, seconds } from '../../../src/core/duration.ts';
import { eventually } from '../../../src/core/eventually.ts';
import { seededRng } from '../../../src/core/rng.ts';
import type { HistorySink } from '../../../src/history/sink.ts';
import type { OpLine } from '../../../src/history/types.ts';
import type { Load } from '../../../src/scene/scene.ts';
import { startWorkload, type Workload } from '../../../src/workload/start-workload.ts';
import { KvStandIn } from '../../support/kv-stand-in.ts';
import { scratchRecord } from '../../support/scratch-record.ts';

const WITHIN = { within: seconds(10) };
const LOAD: Load = {
  keys: 10,
  valueBytes: 16,
  clients: 2,
  failoverClients: 1,
  rate: 'closed-loop',
  mix: { put: 2, get: 2, range: 1, delete: 0, txn: 0, lease: 0, lock: 0 },
  callTimeout: seconds(2),
  leaseTtl: seconds(5),
};

interface World {
  readonly sink: HistorySink;
  readonly servers: readonly KvStandIn[];
  readonly settings?: Partial<Load>;
  readonly epoch?: () => number;
}

function start(t: TestContext, { sink, servers, settings = {}, epoch = () => 1 }: World): Workload {
  const endpoints = new Map(
    servers.map(({ port }, i) => [`m${i + 1}`, { host: '127.0.0.1', port }]),
  );
  const rng = seededRng('0x5eed');
  const plan = { sink, rng, endpoints, epoch, settings: { ...LOAD, ...settings } };
  const load = startWorkload(plan);
  t.after(() => load.stop());
  return load;
}

async function standIns(t: TestContext, many: number): Promise<KvStandIn[]> {
  const servers = Array.from({ length: many }, () => new KvStandIn());
  t.after(() => servers.forEach((server) => server.close()));
  for (const server of servers) await server.open();
  return servers;
}

/** The requests of each client in the order of its calls. */
function byClient(ops: readonly OpLine[]): Map<number, OpLine[]> {
  const clients = Map.groupBy(ops, ({ client }) => client);
  for (const calls of clients.values()) calls.sort((a, b) => a.call - b.call);
  return clients;
}

test('what clients ask depends on the seed, not on how fast answers come', async (t) => {
  await using fast = await scratchRecord();
  await using slow = await scratchRecord();
  const servers = await standIns(t, 2);
  const closed = start(t, { ...fast, servers });
  await eventually('100 calls', () => fast.ops.length > 100, WITHIN);
  await closed.stop();
  const open = start(t, { ...slow, servers, settings: { rate: 300 } });
  await eventually('60 calls', () => slow.ops.length > 60, WITHIN);
  await open.stop();

  const reference = byClient(fast.ops);
  for (const [client, calls] of byClient(slow.ops)) {
    const same = (reference.get(client) ?? []).map(({ req }) => req);
    const most = Math.min(same.length, calls.length);
    assert.ok(most > 5);
    assert.deepEqual(
      calls.slice(0, most).map(({ req }) => req),
      same.slice(0, most),
    );
  }
});

test('totals are those of the record, one call at a time, no value twice', async (t) => {
  await using recorded = await scratchRecord();
  const servers = await standIns(t, 2);
  const load = start(t, { ...recorded, servers });
  await eventually('500 calls', () => recorded.ops.length > 500, WITHIN);
  await load.stop();

  const { opsPerSecond, ...totals } = load.totals();
  assert.deepEqual(totals, { ok: recorded.ops.length, fail: 0, info: 0, missed: 0 });
  assert.ok(opsPerSecond > 0);
  const values = recorded.ops.flatMap(({ req }) => (req.op === 'put' ? [req.value] : []));
  assert.equal(new Set(values).size, values.length);
  for (const calls of byClient(recorded.ops).values()) {
    const overlapping = calls.filter((op, i) => i > 0 && op.call < Number(calls[i - 1]?.ret));
    assert.deepEqual(overlapping, []);
  }
  const asked = Object.groupBy(recorded.ops, ({ member }) => member);
  assert.deepEqual(Object.keys(asked).toSorted(), ['m1', 'm2']);
});

test('a busy client misses its slots, so that nothing piles up', async (t) => {
  await using recorded = await scratchRecord();
  const servers = await standIns(t, 1);
  const settings = { rate: 400, clients: 4, failoverClients: 0, callTimeout: seconds(10) };
  const load = start(t, { ...recorded, servers, settings });
  await eventually('some calls', () => recorded.ops.length > 20, WITHIN);
  servers[0]?.hold();
  await eventually('slots are missed', () => load.totals().missed > 50, WITHIN);
  const waiting = servers[0]?.holding;
  servers[0]?.release();
  await load.stop();
  assert.equal(waiting, 4);
});

test('an open loop keeps its rate', async (t) => {
  await using recorded = await scratchRecord();
  const servers = await standIns(t, 1);
  const load = start(t, { ...recorded, servers, settings: { rate: 100, clients: 8 } });
  await eventually('a second of calls', () => recorded.sink.now() > 1.2e9, WITHIN);
  const { opsPerSecond, ok, missed } = load.totals();
  await load.stop();
  t.diagnostic(`asked for 100 calls/s, made ${opsPerSecond}, missed ${missed}`);
  const slots = (opsPerSecond * (ok + missed)) / ok;
  assert.ok(slots > 85 && slots <= 105, `${slots} slots/s`);
});

for (const rate of ['closed-loop', 400] as const) {
  test(`${rate}: pinned clients stay with a dead member, slowly; others move on`, async (t) => {
    await using recorded = await scratchRecord();
    const servers = await standIns(t, 2);
    const load = start(t, {
      ...recorded,
      servers,
      settings: { rate, clients: 1, failoverClients: 2 },
    });
    await eventually('all clients were answered', () => byClient(recorded.ops).size === 4, WITHIN);
    servers[0]?.close();
    const dead = recorded.sink.now();
    await pass(seconds(1));
    const until = recorded.sink.now();
    await load.stop();

    const later = recorded.ops.filter(({ call }) => call > dead + 0.5e9);
    const [refused = [], answered = []] = ['m1', 'm2'].map((m) => later.filter(asksFor(m)));
    const perSecond = refused.length / ((until - dead) / 1e9 - 0.5);
    assert.ok(refused.length >= 2 && perSecond <= 15, `${perSecond} refused calls/s`);
    const outcomes = [refused, answered].map((ops) => [...new Set(ops.map((op) => op.outcome))]);
    assert.deepEqual(outcomes, [['fail'], ['ok']]);
    const clients = [refused, answered].map((ops) => byClient(ops).size);
    assert.deepEqual(clients, [1, 3]);
  });
}

const asksFor =
  (name: string) =>
  ({ member }: OpLine): boolean =>
    member === name;

test('between pause and resume nobody calls', async (t) => {
  await using recorded = await scratchRecord();
  const servers = await standIns(t, 1);
  for (const rate of [200, 'closed-loop'] as const) {
    const load = start(t, { ...recorded, servers, settings: { rate } });
    const before = recorded.ops.length;
    await eventually('calls', () => recorded.ops.length > before + 20, WITHIN);
    await load.pause();
    const paused = recorded.ops.length;
    const from = recorded.sink.now();
    await pass(millis(200));
    const silent = recorded.ops.length;
    const to = recorded.sink.now();
    load.resume();
    await eventually('calls again', () => recorded.ops.length > paused + 20, WITHIN);
    await load.stop();
    const inPause = recorded.ops.filter(({ call }) => call >= from && call < to);
    assert.deepEqual([silent, inPause], [paused, []]);
  }
});

test('after a change of epoch every call says so, on new connections', async (t) => {
  await using recorded = await scratchRecord();
  const servers = await standIns(t, 2);
  let epoch = 1;
  const load = start(t, { ...recorded, servers, epoch: () => epoch });
  await eventually('calls', () => recorded.ops.length > 50, WITHIN);
  await load.pause();
  epoch = 2;
  load.resume();
  const before = recorded.ops.length;
  await eventually('calls again', () => recorded.ops.length > before + 50, WITHIN);
  await load.stop();

  const later = recorded.ops.slice(before);
  assert.deepEqual([...new Set(later.map((op) => op.epoch))], [2]);
  const dialled = later.filter((op) => op.connectNs !== undefined).map(({ member }) => member);
  assert.deepEqual([...new Set(dialled)].toSorted(), ['m1', 'm2']);
});
