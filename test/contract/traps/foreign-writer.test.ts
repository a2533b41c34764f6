import assert from 'node:assert/strict';
import { test } from 'node:test';
import { seconds } from '../../../src/core/duration.ts';
import { eventually } from '../../../src/core/eventually.ts';
import type { Member } from '../../../src/cluster/member.ts';
import { openWatch } from '../../../src/etcd/watcher.ts';
import type { DrillRecord } from '../../../src/history/types.ts';
import { noProcessRuntime as skip } from '../../support/process-runtime.ts';
import { put } from '../../support/stage/clients.ts';
import { notHolding, violations } from '../../support/stage/judged.ts';
import { readFinal } from '../../support/stage/read-states.ts';
import { stage } from '../../support/stage/stage.ts';

/** An operator writes with etcdctl into a prefix of its own while the recorded clients write. */
async function operatorWrites({ watched }: { watched: boolean }): Promise<DrillRecord> {
  await using on = await stage();
  const [member] = on.cluster.members as [Member];
  const { machine, client } = member;
  const endpoint = client.fromHarness as { host: string; port: number };
  const whom = { sink: on.sink, endpoint, member: member.name, epoch: 1 };
  const all = { key: '\0', end: '\0', startRevision: '2' };
  const watch = watched ? openWatch({ ...whom, ...all }) : undefined;
  await put(on, member, 'a', '1');
  for (const args of [
    ['put', 'operators/a', '1'],
    ['del', 'operators/a'],
  ]) {
    const { code, stderr } = await machine.tool(
      'etcdctl',
      [endpointOf(member), ...args],
      seconds(5),
    );
    assert.equal(code, 0, stderr);
  }
  const last = await put(on, member, 'b', '2');
  if (watch !== undefined) {
    await eventually('the watch has seen all', () => watch.lastRevision === last.res?.rev, {
      within: seconds(10),
    });
    watch.close();
  }
  await readFinal(on, [member]);
  return await on.record();
}

const endpointOf = ({ machine: { address } }: Member): string =>
  `--endpoints=http://${address.host}:${address.ports.client}`;

test('a foreign writer that a watcher attributes to its own prefix', { skip }, async () => {
  assert.deepEqual(notHolding(await operatorWrites({ watched: true })), {});
});

test('a foreign writer that nobody attributes is unknown, not violated', { skip }, async () => {
  const record = await operatorWrites({ watched: false });
  assert.deepEqual(violations(record), {});
  assert.deepEqual(notHolding(record), {
    linearizable: 'unknown: 2 revisions that nobody in the record claims, the first is 3',
  });
});
