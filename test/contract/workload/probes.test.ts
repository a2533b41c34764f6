import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { pass } from '../../../src/core/clock.ts';
import { millis, seconds } from '../../../src/core/duration.ts';
import { eventually } from '../../../src/core/eventually.ts';
import { byteString } from '../../../src/history/byte-string.ts';
import type { OpLine } from '../../../src/history/types.ts';
import { ProbeTarget } from '../../../src/workload/probe-target.ts';
import { startProbes } from '../../../src/workload/probes.ts';
import { KvStandIn } from '../../support/kv-stand-in.ts';
import { scratchRecord, type ScratchRecord } from '../../support/scratch-record.ts';

const WITHIN = { within: seconds(10) };
const EVERY = millis(20);

async function probing(t: TestContext, { sink }: ScratchRecord) {
  const servers = [new KvStandIn(), new KvStandIn()] as const;
  t.after(() => servers.forEach((server) => server.close()));
  for (const server of servers) await server.open();
  const endpoints = new Map(servers.map(({ port }, i) => [`m${i + 1}`, address(port)]));
  const probes = startProbes({ sink, endpoints, every: EVERY, epoch: () => 1 });
  t.after(() => probes.stop());
  return { servers, probes };
}

const address = (port: number) => ({ host: '127.0.0.1', port });
test('a healthy cluster gets one read and one unique write a tick, flagged as probes', async (t) => {
  await using recorded = await scratchRecord();
  const { probes } = await probing(t, recorded);
  await eventually('60 probes', () => recorded.ops.length >= 60, WITHIN);
  await probes.stop();

  const { sent, skipped } = probes.totals();
  assert.deepEqual([sent, skipped], [recorded.ops.length, 0]);
  assert.deepEqual([...new Set(recorded.ops.map(({ probe }) => probe))], [true]);
  const puts = recorded.ops.filter(({ req }) => req.op === 'put');
  const gets = recorded.ops.filter(({ req }) => req.op === 'get');
  assert.equal(puts.length, gets.length);
  const values = puts.map(({ req }) => (req.op === 'put' ? req.value : ''));
  assert.equal(new Set(values).size, values.length);
  const keys = puts.map(({ req }) => (req.op === 'put' ? byteString(req.key) : ''));
  assert.deepEqual(
    [...new Set(keys)].toSorted(),
    [0, 1, 2, 3, 4].map((n) => `probe/${n}`),
  );
});

test('members take turns, until one does not answer', async (t) => {
  await using recorded = await scratchRecord();
  const { servers, probes } = await probing(t, recorded);
  const { ops, sink } = recorded;
  await eventually('both answer', () => ops.length > 40, WITHIN);
  const calm = sink.now();
  await eventually('20 puts', () => putsAfter(ops, calm).length > 20, WITHIN);
  servers[0].hold();
  const held = sink.now();
  // Long enough to be suspected, and shorter than the time-out that would prove it.
  await pass(millis(600));
  servers[0].release();
  await probes.stop();

  const turns = putsAfter(ops, calm).filter(({ call }) => call < held);
  const twice = turns.filter(({ member }, i) => i > 0 && member === turns[i - 1]?.member);
  assert.ok(twice.length <= 2, `${twice.length} of ${turns.length} turns went to the same member`);
  const hung = putsAfter(ops, held + 0.1e9).filter(({ call }) => call < held + 0.6e9);
  const [ofHung, ofOther] = ['m1', 'm2'].map((m) => hung.filter(({ member }) => member === m));
  const counts = `${ofHung?.length} puts to the hung member, ${ofOther?.length} to the other`;
  assert.ok(Number(ofHung?.length) > 1.4 * Number(ofOther?.length), counts);
});

const putsAfter = (ops: readonly OpLine[], moment: number): OpLine[] =>
  ops.filter(({ req, call }) => req.op === 'put' && call >= moment).sort((a, b) => a.call - b.call);

test('a hung member does not hold up the probes of the others, nor its own', async (t) => {
  await using recorded = await scratchRecord();
  const { servers, probes } = await probing(t, recorded);
  await eventually('both answer', () => recorded.ops.length > 20, WITHIN);
  servers[0].hold();
  await eventually('the held probes run out of time', () => timedOut(recorded) > 5, WITHIN);
  const { late } = probes.totals();
  const from = recorded.sink.now();
  await pass(millis(400));
  const to = recorded.sink.now();
  const ticks = (to - from) / EVERY - (probes.totals().late - late);
  servers[0].release();
  await eventually('it answers', () => calledAfter(recorded, 'm1', to).length > 0, WITHIN);
  const { skipped } = probes.totals();
  const others = calledAfter(recorded, 'm2', from).filter(({ call }) => call < to);

  assert.equal(skipped, 0);
  assert.ok(others.length > 0.7 * ticks, `${others.length} calls of m2 in ${ticks} ticks`);
  const unanswered = others.filter(({ outcome }) => outcome !== 'ok');
  assert.deepEqual([unanswered, calledAfter(recorded, 'm1', to)[0]?.outcome], [[], 'ok']);
});

const timedOut = ({ ops }: ScratchRecord): number =>
  ops.filter(({ err }) => err?.code === 'DEADLINE_EXCEEDED').length;

const calledAfter = ({ ops }: ScratchRecord, name: string, moment: number): OpLine[] =>
  ops.filter(({ member, call }) => member === name && call >= moment);

test('between pause and resume nobody probes', async (t) => {
  await using recorded = await scratchRecord();
  const { probes } = await probing(t, recorded);
  await eventually('probes', () => recorded.ops.length > 10, WITHIN);
  await probes.pause();
  const paused = recorded.ops.length;
  await pass(millis(200));
  const silent = recorded.ops.length;
  probes.resume();
  await eventually('probes again', () => recorded.ops.length > paused, WITHIN);
  await probes.stop();
  assert.equal(silent, paused);
});

test('no more probes than asked for wait for one member', async (t) => {
  await using recorded = await scratchRecord();
  const server = new KvStandIn();
  t.after(() => server.close());
  await server.open();
  server.hold();
  const plan = { sink: recorded.sink, member: 'm1', endpoint: address(server.port) };
  const target = new ProbeTarget({ ...plan, epoch: () => 1, timeout: seconds(5), most: 2 });
  t.after(() => target.close());
  const req = { op: 'get', key: 'probe/0' } as const;
  const waiting = [target.probe(req), target.probe(req)];
  assert.equal(await target.probe(req), false);
  await eventually('two probes wait', () => server.holding === 2, WITHIN);
  server.release();
  assert.deepEqual(await Promise.all(waiting), [true, true]);
  assert.equal(await target.probe(req), true);
  assert.equal(recorded.ops.length, 3);
});
