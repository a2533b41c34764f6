import assert from 'node:assert/strict';
import { test } from 'node:test';
import { seconds } from '../../../src/core/duration.ts';
import type { Member } from '../../../src/cluster/member.ts';
import { hashKv } from '../../../src/etcd/hash-kv.ts';
import { readAll } from '../../../src/etcd/read-all.ts';
import { isolate } from '../../../src/faults/peer-network/isolate.ts';
import { noProcessRuntime as skip } from '../../support/process-runtime.ts';
import { acked, put } from '../../support/stage/clients.ts';
import { harm } from '../../support/stage/harm.ts';
import { notHolding } from '../../support/stage/judged.ts';
import { leaderAndFollowers } from '../../support/stage/offices.ts';
import { readAsFirst } from '../../support/stage/read-states.ts';
import { stage, type Stage } from '../../support/stage/stage.ts';

test('members that are compacted apart hash apart, and agree all the same', { skip }, async () => {
  await using on = await stage({ names: ['m1', 'm2', 'm3'] });
  const { leader, followers } = await leaderAndFollowers(on.cluster);
  const [other, cutOff] = followers;
  for (const value of ['1', '2']) await put(on, leader, 'a', value);
  // Below the revision that is hashed: at or above it etcd answers the hash of the time before.
  const compacted = await put(on, leader, 'a', '3');
  const last = await put(on, leader, 'b', '1');
  await readAsFirst(on, [leader, other, cutOff]);
  const isolation = await harm(on, isolate, cutOff);
  await acked(on, leader, { op: 'compact', rev: compacted.res?.rev ?? '' });
  await readAsFirst(on, [leader, other]);
  await readAlone(on, cutOff, last.res?.rev ?? '');
  await isolation.heal();
  const record = await on.record();
  const hashes = record.states.slice(3).map(({ hashKv }) => hashKv);
  assert.equal(new Set(hashes.map((found) => found?.revision)).size, 1);
  assert.equal(new Set(hashes.map((found) => found?.compactRevision)).size, 2);
  assert.equal(new Set(hashes.map((found) => found?.hash)).size, 2);
  assert.deepEqual(notHolding(record), {});
});

/** Keys and hash are a member's own; alarms and the member list would need a quorum. */
async function readAlone({ sink }: Stage, member: Member, revision: string): Promise<void> {
  const endpoint = await member.machine.endpoint('client');
  const within = seconds(5);
  const at = sink.now();
  const { kvs } = await readAll(endpoint, { serializable: true, revision, within });
  const hash = { revision, ...(await hashKv(endpoint, revision, within)) };
  const { compactRevision } = hash;
  const what = { occasion: 'final', read: 'serializable', revision, compactRevision, kvs } as const;
  sink.write({ t: 'state', epoch: 1, member: member.name, at, ...what, hashKv: hash });
}
