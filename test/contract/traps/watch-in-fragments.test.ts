import assert from 'node:assert/strict';
import { test } from 'node:test';
import { seconds } from '../../../src/core/duration.ts';
import { eventually } from '../../../src/core/eventually.ts';
import type { Member } from '../../../src/cluster/member.ts';
import { openWatch } from '../../../src/etcd/watcher.ts';
import { noProcessRuntime as skip } from '../../support/process-runtime.ts';
import { acked } from '../../support/stage/clients.ts';
import { judged, notHolding } from '../../support/stage/judged.ts';
import { readFinal } from '../../support/stage/read-states.ts';
import { stage } from '../../support/stage/stage.ts';

/** One revision of so much is told in several answers, because its previous values are as large. */
const LARGE = 300_000;
const KEYS = ['a', 'b', 'c', 'd'];

test('a watch that is told one revision in fragments is no violation', { skip }, async () => {
  await using on = await stage();
  const [member] = on.cluster.members as [Member];
  const endpoint = member.client.fromHarness as { host: string; port: number };
  const whom = { sink: on.sink, endpoint, member: member.name, epoch: 1 };
  const what = { key: 'load/', end: 'load0', prevKv: true, fragment: true };
  const watch = openWatch({ ...whom, ...what, startRevision: '2' });
  await watch.opened;
  let last = '';
  for (const letter of ['x', 'y', 'z']) {
    const then = KEYS.map((key) => put(key, letter.repeat(LARGE)));
    const op = await acked(on, member, { op: 'txn', compares: [], then, else: [] });
    last = op.res?.rev ?? '';
  }
  await eventually(`the watch is at ${last}`, () => watch.lastRevision === last, {
    within: seconds(10),
  });
  watch.close();
  await readFinal(on, [member]);
  const record = await on.record();
  const fragments = record.watches.filter((line) => line.fragment === true);
  assert.ok(fragments.length > 0, 'nothing came in fragments');
  assert.deepEqual(notHolding(record), {});
  const atomic = judged(record).find(({ name }) => name === 'watch-atomic');
  assert.equal(atomic?.status, 'holds');
});

const put = (key: string, value: string) => ({ op: 'put', key: `load/${key}`, value }) as const;
