import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Member } from '../../../src/cluster/member.ts';
import type { DrillRecord } from '../../../src/history/types.ts';
import { noProcessRuntime } from '../../support/process-runtime.ts';
import { acked, call, put } from '../../support/stage/clients.ts';
import { notHolding, violations } from '../../support/stage/judged.ts';
import { readAsFirst } from '../../support/stage/read-states.ts';
import { stage } from '../../support/stage/stage.ts';

const skip = noProcessRuntime;

/**
 * A transaction that writes and then reads a revision that is compacted. Up to 3.6.14 the member
 * that was asked refuses it and does nothing, while the others apply it.
 * Source: https://github.com/etcd-io/etcd/issues/18667
 */
async function writesAndReadsCompacted(version: string): Promise<DrillRecord> {
  await using on = await stage({ names: ['m1', 'm2', 'm3'], version });
  const [member] = on.cluster.members as [Member];
  await put(on, member, 'k1', 'v1');
  await put(on, member, 'k2', 'v2');
  const newest = await put(on, member, 'k3', 'v3');
  const revision = newest.res?.rev ?? '';
  await acked(on, member, { op: 'compact', rev: revision });
  const old = { op: 'get', key: 'load/k1', rev: String(BigInt(revision) - 1n) } as const;
  await call(on, member, {
    op: 'txn',
    compares: [{ key: 'load/k1', target: 'value', result: '=', value: 'v1' }],
    then: [{ op: 'put', key: 'load/k2', value: 'half' }, old],
    else: [],
  });
  await put(on, member, 'k4', 'v4');
  await readAsFirst(on, on.cluster.members);
  return await on.record();
}

test('members of 3.5.33 that silently diverge', { skip }, async () => {
  assert.deepEqual(violations(await writesAndReadsCompacted('3.5.33')), {
    'acknowledged-writes-survive': '"load/k4": the key is gone',
    'members-agree-on-hash': 'm1 and m2 hold different histories',
    'members-serve-and-agree': 'm1 and m2 differ in "load/k2" at revision 5',
  });
});

test('members of 3.7.1 do not', { skip }, async () => {
  assert.deepEqual(notHolding(await writesAndReadsCompacted('3.7.1')), {});
});
