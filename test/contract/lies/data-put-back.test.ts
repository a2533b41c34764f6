import assert from 'node:assert/strict';
import { cp, rm } from 'node:fs/promises';
import { test } from 'node:test';
import { seconds } from '../../../src/core/duration.ts';
import { awaitServing } from '../../../src/cluster/await-serving.ts';
import type { Member } from '../../../src/cluster/member.ts';
import type { DrillRecord } from '../../../src/history/types.ts';
import { noProcessRuntime } from '../../support/process-runtime.ts';
import { put } from '../../support/stage/clients.ts';
import { judged, notHolding, violations } from '../../support/stage/judged.ts';
import { readFinal } from '../../support/stage/read-states.ts';
import { stage } from '../../support/stage/stage.ts';

const skip = noProcessRuntime;

/** A single member that is stopped twice; the second time its data may be put back to the first. */
async function stoppedTwice({ putBack }: { putBack: boolean }): Promise<DrillRecord> {
  await using on = await stage();
  const [member] = on.cluster.members as [Member];
  const { machine, plan } = member;
  const { dataDir } = machine;
  const older = `${dataDir}.older`;
  await put(on, member, 'a', 'kept');
  await machine.stop(seconds(5));
  await cp(dataDir, older, { recursive: true });
  await machine.start(plan);
  await put(on, member, 'a', 'newer');
  await put(on, member, 'b', 'new');
  await machine.stop(seconds(5));
  if (putBack) {
    await rm(dataDir, { recursive: true });
    await cp(older, dataDir, { recursive: true });
  }
  await machine.start(plan);
  await awaitServing(on.cluster, { within: seconds(20) });
  await put(on, member, 'c', 'after');
  await readFinal(on, [member]);
  return await on.record();
}

test('a single member whose db and WAL are put back to an older copy', { skip }, async () => {
  const record = await stoppedTwice({ putBack: true });
  assert.deepEqual(violations(record), {
    'acknowledged-writes-survive': '"load/a": rolled back to an older revision',
    linearizable: 'two writes claim revision 3',
  });
  const [witness] = judged(record).find(({ name }) => name === 'linearizable')?.witnesses ?? [];
  assert.deepEqual(witness?.observed.at(-1), [
    'second opinion',
    'by values alone, no order of what was done to "load/a" explains what was found at the end',
  ]);
});

test('the same member holds when its data stay as they are', { skip }, async () => {
  assert.deepEqual(notHolding(await stoppedTwice({ putBack: false })), {});
});
