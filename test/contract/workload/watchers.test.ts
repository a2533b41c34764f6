import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { millis, seconds } from '../../../src/core/duration.ts';
import { eventually } from '../../../src/core/eventually.ts';
import { recordingClient } from '../../../src/etcd/recording-client.ts';
import { byteString } from '../../../src/history/byte-string.ts';
import type { HistorySink } from '../../../src/history/sink.ts';
import type { OpLine, WatchLine } from '../../../src/history/types.ts';
import { startWatchers } from '../../../src/workload/watchers.ts';
import { etcdProcess, type EtcdProcess } from '../../support/etcd-process.ts';
import { scratchRecord } from '../../support/scratch-record.ts';

const WITHIN = { within: seconds(20) };
const BUMP = 1_000_000;

async function put(etcd: EtcdProcess, sink: HistorySink, value: string): Promise<OpLine> {
  const target = { endpoint: etcd.endpoint, member: 'm1', epoch: 1 };
  const client = recordingClient({ sink, ...target });
  const op = await client.call({ op: 'put', key: 'load/k', value }, { within: seconds(5) });
  client.close();
  return op;
}

const eventsOf = (lines: readonly WatchLine[]) =>
  lines.flatMap(({ events = [] }) =>
    events.map(({ mod, value = '' }) => `${mod} ${byteString(value)}`),
  );

test('a watcher that lost its connection misses nothing and sees nothing twice', async (t) => {
  await using etcd = await etcdProcess();
  await using recorded = await scratchRecord();
  await etcd.start();
  const endpoints = new Map([['m1', etcd.endpoint]]);
  const watchers = startWatchers({ sink: recorded.sink, endpoints, epoch: () => 1 });
  t.after(() => watchers.stop());
  await eventually('the watch is open', () => watchers.allAnswered(1), WITHIN);

  await put(etcd, recorded.sink, 'before');
  await eventually('it is seen', () => eventsOf(recorded.watches).length === 1, WITHIN);
  await etcd.kill();
  const lost = (): boolean => recorded.watches.some(({ kind }) => kind === 'canceled');
  await eventually('the watch is lost', lost, WITHIN);
  await etcd.start();
  await put(etcd, recorded.sink, 'after');
  await eventually('all is delivered', () => watchers.allReached(3n), WITHIN);
  const ofTheFuture = watchers.allReached(4n);
  await watchers.stop();
  await watchers.stop();

  assert.equal(ofTheFuture, false);
  assert.deepEqual(eventsOf(recorded.watches), ['2 before', '3 after']);
  const opened = recorded.watches.filter(({ kind }) => kind === 'open');
  assert.deepEqual(
    opened.map(({ startRevision }) => startRevision),
    ['0', '3'],
  );
  assert.equal(new Set(opened.map(({ client }) => client)).size, 1);
  assert.deepEqual(watchers.compacted, []);
});

test('after a restore with a bump the old watcher is told `compacted`, and goes on', async (t) => {
  await using etcd = await etcdProcess();
  await using recorded = await scratchRecord();
  const { sink } = recorded;
  await etcd.start();
  let epoch = 1;
  const endpoints = new Map([['m1', etcd.endpoint]]);
  const watchers = startWatchers({ sink, endpoints, epoch: () => epoch });
  t.after(() => watchers.stop());
  await eventually('the watch is open', () => watchers.allAnswered(1), WITHIN);
  await put(etcd, sink, 'kept');
  const snapshot = join(etcd.folder, 'snapshot.db');
  etcd.tool('etcdctl', 'snapshot', 'save', snapshot);
  await put(etcd, sink, 'lost');
  await eventually('both are seen', () => eventsOf(recorded.watches).length === 2, WITHIN);
  await etcd.kill();

  const restored = join(etcd.folder, 'restored');
  const bump = [`--bump-revision=${BUMP}`, '--mark-compacted', `--data-dir=${restored}`];
  etcd.tool('etcdutl', 'snapshot', 'restore', snapshot, ...bump);
  assert.equal(watchers.allAnswered(2), false);
  epoch = 2;
  await etcd.start(restored);
  await eventually('the watcher was answered', () => watchers.allAnswered(2), {
    ...WITHIN,
    every: millis(1),
  });
  const toldByThen = watchers.compacted.length;
  await put(etcd, sink, 'new life');
  await eventually('it is seen', () => eventsOf(recorded.watches).length === 3, WITHIN);
  await watchers.stop();

  assert.equal(toldByThen, 1);
  const compactRevision = String(2 + BUMP);
  assert.deepEqual(watchers.compacted, [{ member: 'm1', epoch: 2, compactRevision }]);
  assert.deepEqual(eventsOf(recorded.watches), ['2 kept', '3 lost', `${3 + BUMP} new life`]);
});
