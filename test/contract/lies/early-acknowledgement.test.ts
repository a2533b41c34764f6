import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pass } from '../../../src/core/clock.ts';
import { seconds } from '../../../src/core/duration.ts';
import { eventually } from '../../../src/core/eventually.ts';
import type { Member } from '../../../src/cluster/member.ts';
import { idleDiskStall } from '../../../src/faults/disk/idle-disk-stall.ts';
import type { DrillRecord } from '../../../src/history/types.ts';
import { noProcessRuntime } from '../../support/process-runtime.ts';
import { call, put } from '../../support/stage/clients.ts';
import { harm } from '../../support/stage/harm.ts';
import { notHolding, violations } from '../../support/stage/judged.ts';
import { readFinal } from '../../support/stage/read-states.ts';
import { stage } from '../../support/stage/stage.ts';

const skip = noProcessRuntime;

/**
 * A single member has nothing to write; its disk stalls; one write is called.
 * Source: https://github.com/etcd-io/etcd/issues/14370
 */
async function writeOnStalledDisk(version: string): Promise<DrillRecord> {
  await using on = await stage({ version });
  const [member] = on.cluster.members as [Member];
  await put(on, member, 'a', 'before');
  await pass(seconds(1)); // lets the commit of that write, every 100 ms, come and go
  const stall = await harm(on, idleDiskStall, member);
  await call(on, member, { op: 'put', key: 'load/a', value: 'during' });
  const held = async () => (await member.machine.gateStatus()).oldestHeldNs > 0;
  await eventually('the fsync of that write is held', held, { within: seconds(5) });
  await stall.heal();
  await put(on, member, 'a', 'after');
  await readFinal(on, [member]);
  return await on.record();
}

test('3.5.4 acknowledges what is on no disk', { skip }, async () => {
  assert.deepEqual(violations(await writeOnStalledDisk('3.5.4')), {
    'acknowledged-is-durable': 'a write was acknowledged that cannot be on the disks of a majority',
  });
});

test('3.5.33 does not', { skip }, async () => {
  assert.deepEqual(notHolding(await writeOnStalledDisk('3.5.33')), {});
});
