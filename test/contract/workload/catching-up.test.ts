import assert from 'node:assert/strict';
import { test } from 'node:test';
import { millis, seconds, type Duration } from '../../../src/core/duration.ts';
import { eventually } from '../../../src/core/eventually.ts';
import type { Drill } from '../../../src/drill/drill.ts';
import { letWatchersCatchUp } from '../../../src/drill/let-watchers-catch-up.ts';
import { recordingClient } from '../../../src/etcd/recording-client.ts';
import { startWatchers } from '../../../src/workload/watchers.ts';
import { etcdProcess } from '../../support/etcd-process.ts';
import { scratchRecord } from '../../support/scratch-record.ts';
import { silentUi } from '../../support/silent-ui.ts';

test('the end waits for watchers that are behind, and says which revision never came', async (t) => {
  await using etcd = await etcdProcess();
  await using recorded = await scratchRecord();
  const { sink, watches } = recorded;
  await etcd.start();
  const endpoints = new Map([['m1', etcd.endpoint]]);
  const watchers = startWatchers({ sink, endpoints, epoch: () => 1 });
  t.after(() => watchers.stop());
  await eventually('the watch is open', () => watchers.allAnswered(1), { within: seconds(20) });
  const client = recordingClient({ sink, endpoint: etcd.endpoint, member: 'm1', epoch: 1 });
  t.after(() => client.close());

  const notes: string[] = [];
  const catchUp = (revision: string, settle: Duration): Promise<void> => {
    const scene = { deadlines: { settle } };
    const { signal } = new AbortController();
    const drill = { load: { watchers }, endState: { revision }, scene, signal, notes };
    return letWatchersCatchUp({ ...drill, ui: silentUi } as unknown as Drill);
  };
  const told = (): string[] => watches.flatMap(({ events = [] }) => events.map(({ mod }) => mod));
  const caughtUp = catchUp('2', seconds(20));
  await client.call({ op: 'put', key: 'load/k', value: 'late' }, { within: seconds(5) });
  await caughtUp;
  assert.deepEqual({ told: told(), notes }, { told: ['2'], notes: [] });
  await catchUp('3', millis(200));
  const never = 'waited in vain: every watcher was told up to revision 3';
  assert.deepEqual({ told: told(), notes }, { told: ['2'], notes: [never] });
});
