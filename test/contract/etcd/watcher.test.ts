import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { seconds } from '../../../src/core/duration.ts';
import { eventually } from '../../../src/core/eventually.ts';
import { recordingClient } from '../../../src/etcd/recording-client.ts';
import { openWatch, type WatchHandle, type WatchPlan } from '../../../src/etcd/watcher.ts';
import type { Request, WatchLine } from '../../../src/history/types.ts';
import { etcdProcess, type EtcdProcess } from '../../support/etcd-process.ts';
import { etcdsToTry } from '../../support/etcds-to-try.ts';
import { scratchRecord } from '../../support/scratch-record.ts';

const put = (key: string, value: string): Request => ({ op: 'put', key, value });
const range = { key: 'w/', end: 'w0' };
const asked = { ...range, startRevision: '0', filters: [], prevKv: false };

interface World {
  readonly etcd: EtcdProcess;
  readonly lines: readonly WatchLine[];
  call(req: Request): Promise<void>;
  watch(plan?: Partial<WatchPlan>): WatchHandle;
}

async function world(t: TestContext, etcd: EtcdProcess): Promise<World> {
  const record = await scratchRecord();
  await etcd.start();
  const { sink, watches } = record;
  const at = { sink, endpoint: etcd.endpoint, member: 'm1', epoch: 1 };
  const client = recordingClient(at);
  const open: WatchHandle[] = [];
  t.after(async () => {
    client.close();
    for (const watch of open) watch.close();
    await record[Symbol.asyncDispose]();
  });
  return {
    etcd,
    lines: watches,
    call: async (req) => {
      const { outcome } = await client.call(req, { within: seconds(5) });
      assert.equal(outcome, 'ok');
    },
    watch: (plan = {}) => {
      const watch = openWatch({ ...at, ...range, ...plan });
      open.push(watch);
      return watch;
    },
  };
}

const reached = (watch: WatchHandle, revision: number): Promise<unknown> =>
  eventually(`the watch has seen ${revision}`, () => Number(watch.lastRevision) >= revision, {
    within: seconds(5),
  });

/** Lines without what differs from run to run. */
const stripped = (lines: readonly WatchLine[]): object[] =>
  lines.map(({ at: _a, hdr: _h, t: _t, member: _m, epoch: _e, ...line }) => line);

for (const { name, asked: version } of etcdsToTry()) {
  test(`${name}: a watch is opened, told, resumed by hand, and told that it is compacted`, async (t) => {
    await using etcd = await etcdProcess({ asked: version });
    const { call, watch, lines } = await world(t, etcd);
    const first = watch({ prevKv: true });
    assert.equal(await first.opened, '1');
    assert.equal(first.lastRevision, '1');
    await call(put('w/a', '1'));
    await call(put('other', '1'));
    await call({ op: 'delete', key: 'w/a' });
    await reached(first, 4);
    first.close();
    assert.deepEqual(await first.canceled, { reason: 'closed', byEtcd: false });

    await call(put('w/b', '2'));
    const second = watch({ startRevision: '5', client: first.client, filters: ['nodelete'] });
    await reached(second, 5);
    await call({ op: 'compact', rev: '5' });
    const third = watch({ startRevision: '2' });
    const end = await third.canceled;
    assert.deepEqual([end.compactRevision, end.byEtcd], ['5', true]);

    const kv = { key: 'w/a', value: '1', create: '2', mod: '2', version: '1', lease: '0' };
    const b = { key: 'w/b', value: '2', create: '5', mod: '5', version: '1', lease: '0' };
    const one = { id: 1, client: 2 };
    const two = { id: 2, client: 2 };
    const three = { id: 3, client: 3 };
    const from = (startRevision: string) => ({ ...asked, startRevision });
    assert.deepEqual(stripped(lines), [
      { ...one, kind: 'open', ...asked, prevKv: true, revision: '1' },
      { ...one, kind: 'events', revision: '2', events: [{ type: 'put', ...kv }] },
      {
        ...one,
        kind: 'events',
        revision: '4',
        events: [{ type: 'delete', key: 'w/a', mod: '4', prev: kv }],
      },
      { ...one, kind: 'canceled', ...asked, prevKv: true, reason: 'closed' },
      { ...two, kind: 'open', ...from('5'), filters: ['nodelete'], revision: '5' },
      { ...two, kind: 'events', revision: '5', events: [{ type: 'put', ...b }] },
      { ...three, kind: 'open', ...from('2'), revision: '5' },
      {
        ...three,
        kind: 'canceled',
        ...from('2'),
        revision: (lines.at(-1) as WatchLine).revision,
        reason: end.reason,
        compactRevision: '5',
      },
    ]);
    assert.match(end.reason, /compacted/);
  });
}

test('progress can be asked for, and moves the point to resume at', async (t) => {
  await using etcd = await etcdProcess();
  const { call, watch, lines } = await world(t, etcd);
  const idle = watch();
  await idle.opened;
  await call(put('other', '1'));
  idle.requestProgress();
  await reached(idle, 2);
  assert.deepEqual(stripped(lines).at(-1), { id: 1, client: 2, kind: 'progress', revision: '2' });
});

test('one revision that is split over answers counts only when it is complete', async (t) => {
  await using etcd = await etcdProcess();
  const { call, watch, lines } = await world(t, etcd);
  const value = 'x'.repeat(400_000);
  const keys = ['w/a', 'w/b', 'w/c'];
  // Three at 0.4 MB: too large for one txn, and for one answer. So the later two join at a resume.
  for (const key of keys) await call(put(key, value));
  await call({
    op: 'txn',
    compares: [],
    then: [{ op: 'delete', key: 'w/', end: 'w0' }],
    else: [],
  });
  const split = watch({ startRevision: '2', fragment: true, prevKv: true });
  await reached(split, 5);
  const events = lines.filter(({ kind }) => kind === 'events');
  const seen = events.map((line) => [line.fragment ?? false, line.events?.map(({ mod }) => mod)]);
  assert.ok(events.length > 1, JSON.stringify(seen));
  assert.deepEqual([events.at(-1)?.fragment, events[0]?.fragment], [undefined, true]);
  assert.deepEqual(
    events.flatMap((line) => line.events ?? []).map(({ type, key, mod }) => [type, key, mod]),
    [
      ...keys.map((key, i) => ['put', key, String(2 + i)]),
      ...keys.map((key) => ['delete', key, '5']),
    ],
  );
});

test('a server that dies ends the watch; what it had seen stays known', async (t) => {
  await using etcd = await etcdProcess();
  const { call, watch, lines } = await world(t, etcd);
  const lost = watch();
  await lost.opened;
  await call(put('w/a', '1'));
  await reached(lost, 2);
  await etcd.kill();
  const end = await lost.canceled;
  assert.deepEqual([end.byEtcd, lost.lastRevision], [false, '2']);
  assert.match(end.reason, /^14 UNAVAILABLE/);
  const { revision, hdr, reason } = lines.at(-1) as WatchLine;
  assert.deepEqual(
    { revision, hdr, reason },
    { revision: undefined, hdr: undefined, reason: end.reason },
  );
});

test('a watch that nobody answers ends too', async (t) => {
  await using etcd = await etcdProcess();
  const { watch } = await world(t, etcd);
  await etcd.kill();
  const end = await watch().canceled;
  assert.match(end.reason, /No connection established/);
});
