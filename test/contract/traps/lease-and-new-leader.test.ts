import assert from 'node:assert/strict';
import { test } from 'node:test';
import { seconds } from '../../../src/core/duration.ts';
import { eventually } from '../../../src/core/eventually.ts';
import type { Member } from '../../../src/cluster/member.ts';
import { kill } from '../../../src/faults/machine/kill.ts';
import { noProcessRuntime as skip } from '../../support/process-runtime.ts';
import { acked, put } from '../../support/stage/clients.ts';
import { harm } from '../../support/stage/harm.ts';
import { judged, notHolding } from '../../support/stage/judged.ts';
import { leaderAndFollowers } from '../../support/stage/offices.ts';
import { readFinal } from '../../support/stage/read-states.ts';
import { stage, type Stage } from '../../support/stage/stage.ts';

const KEY = 'load/leased';

test('a lease that outlives its time because the leader changed', { skip }, async () => {
  await using on = await stage({ names: ['m1', 'm2', 'm3'] });
  const { leader, followers } = await leaderAndFollowers(on.cluster);
  const [member] = followers;
  const granted = await acked(on, member, { op: 'lease-grant', ttl: '2', lease: '0' });
  const lease = granted.res?.lease ?? '';
  await acked(on, member, { op: 'put', key: KEY, value: 'v', lease });
  const death = await harm(on, kill, leader);
  await put(on, member, 'other', 'by another leader');
  await eventually('the leased key is gone', () => isGone(on, member), { within: seconds(20) });
  await death.heal();
  await readFinal(on, on.cluster.members);
  const record = await on.record();
  assert.deepEqual(notHolding(record), {});
  const ended = judged(record).find(({ name }) => name === 'leases-live-their-time');
  assert.equal(ended?.status, 'holds');
});

async function isGone(on: Stage, member: Member): Promise<boolean> {
  const op = await acked(on, member, { op: 'get', key: KEY });
  return op.res?.count === 0;
}
