import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import type { Clock } from '../../../src/core/clock.ts';
import type { OpLine, Request } from '../../../src/history/types.ts';
import { openRecorder, type Recorder } from '../../../src/record/recorder.ts';

const put: Request = { op: 'put', key: 'k', value: 'v' };
const get: Request = { op: 'get', key: 'k' };
const caller = { client: 1, member: 'm1', epoch: 1 };
const header = { run: 'r1', seed: '0x1', scene: 'one', etcd: { m1: '3.7.1' }, prefixes: ['load/'] };
const startedAt = '2026-11-21T00:00:00.000Z';

/** A clock that goes on by one nanosecond each time somebody looks. */
const ticking = (): Clock => {
  let now = 0;
  return { startedAt, now: () => now++ };
};

async function record(
  t: TestContext,
): Promise<{ recorder: Recorder; lines(): Promise<unknown[]> }> {
  const folder = await mkdtemp(join(tmpdir(), 'recorder-'));
  t.after(() => rm(folder, { recursive: true }));
  const file = join(folder, 'history.ndjson');
  const recorder = await openRecorder({ file, clock: ticking(), header });
  const lines = async (): Promise<unknown[]> =>
    (await readFile(file, 'utf8'))
      .trimEnd()
      .split('\n')
      .map((text) => JSON.parse(text));
  return { recorder, lines };
}

test('a record goes from its header to its end line, calls that never returned before it', async (t) => {
  const { recorder, lines } = await record(t);
  const first = recorder.invoke(caller, put);
  recorder.invoke({ ...caller, client: 2, probe: true }, get);
  const hdr = { cluster: 'c', member: 'd', term: '2' };
  recorder.settle(first, { ret: 9, outcome: 'ok', res: { rev: '2' }, hdr, connectNs: 3 });
  recorder.write({ t: 'mark', name: 'loss', at: 10 });
  await recorder.close();
  const call = { id: 1, client: 1, member: 'm1', epoch: 1, call: 0, req: put };
  const probe = { id: 2, client: 2, member: 'm1', epoch: 1, call: 1, req: get, probe: true };
  assert.deepEqual(await lines(), [
    { t: 'header', format: 'doomsday-history', version: 1, startedAt, ...header },
    { t: 'invoke', ...call },
    { t: 'invoke', ...probe },
    { t: 'op', ...call, ret: 9, outcome: 'ok', res: { rev: '2' }, hdr, connectNs: 3 },
    { t: 'mark', name: 'loss', at: 10 },
    { t: 'op', ...probe, ret: null, outcome: 'info', res: null },
    { t: 'end', at: 2, dropped: 0 },
  ]);
});

test('what comes after the end is ignored, also the answer to a call that was given up', async (t) => {
  const { recorder, lines } = await record(t);
  const late = recorder.invoke(caller, put);
  recorder.onOp(() => assert.fail('nobody may hear of it'));
  await recorder.close();
  const op = recorder.settle(late, { ret: 5, outcome: 'ok', res: { rev: '2' } });
  recorder.write({ t: 'mark', name: 'late', at: 6 });
  await recorder.close();
  assert.equal(op.outcome, 'ok');
  const kinds = (await lines()).map((line) => (line as { t: string }).t);
  assert.deepEqual(kinds, ['header', 'invoke', 'op', 'end']);
  assert.deepEqual([recorder.failure, recorder.counters.ok], [undefined, 0]);
});

test('listeners and counters know finished calls; probes are counted apart', async (t) => {
  const { recorder } = await record(t);
  const heard: OpLine[] = [];
  const stop = recorder.onOp((op) => heard.push(op));
  const finish = (req: Request, outcome: OpLine['outcome'], probe?: true): OpLine => {
    const invoked = recorder.invoke(probe ? { ...caller, probe } : caller, req);
    const res = outcome === 'ok' ? { rev: '2' } : null;
    return recorder.settle(invoked, { ret: recorder.now(), outcome, res });
  };
  const ops = [
    finish(put, 'ok'),
    finish(get, 'ok'),
    finish({ op: 'txn', compares: [], then: [put], else: [] }, 'ok'),
    finish({ op: 'txn', compares: [], then: [get], else: [] }, 'ok'),
    finish(put, 'fail'),
    finish(put, 'info'),
    finish(put, 'ok', true),
  ];
  recorder.invoke(caller, put);
  stop();
  finish(get, 'ok');
  assert.deepEqual(heard, ops);
  assert.deepEqual(recorder.counters, {
    ok: 5,
    fail: 1,
    info: 1,
    probes: 1,
    ackedWrites: 2,
    lastWriteAckNs: 13,
    openCalls: 1,
  });
  await recorder.close();
});

test('the newest calls are kept, oldest first', async (t) => {
  const { recorder } = await record(t);
  for (let n = 0; n < 1500; n++) {
    recorder.settle(recorder.invoke(caller, get), { ret: n, outcome: 'ok', res: { rev: '1' } });
  }
  const ids = recorder.recent().map((op) => op.id);
  assert.deepEqual(
    ids,
    Array.from({ length: 1024 }, (_, i) => 477 + i),
  );
  await recorder.close();
});

test('ids of calls, clients and watches are never given twice', async (t) => {
  const { recorder } = await record(t);
  assert.deepEqual(
    [recorder.nextClient(), recorder.nextClient(), recorder.nextWatch(), recorder.nextWatch()],
    [1, 2, 1, 2],
  );
  await recorder.close();
});

test('a full disk is a state to ask for, not an exception', async () => {
  const recorder = await openRecorder({ file: '/dev/full', clock: ticking(), header });
  recorder.settle(recorder.invoke(caller, put), { ret: 1, outcome: 'ok', res: { rev: '2' } });
  await recorder.flush();
  assert.equal(recorder.failure?.code, 'RECORD_FAILED');
  await recorder.close();
});
