import assert from 'node:assert/strict';
import { test } from 'node:test';
import { seconds } from '../../../src/core/duration.ts';
import type { Member } from '../../../src/cluster/member.ts';
import type { DrillRecord } from '../../../src/history/types.ts';
import { measure } from '../../../src/objectives/measure.ts';
import { fence } from '../../../src/recovery/fence.ts';
import { saveSnapshot } from '../../../src/recovery/save-snapshot.ts';
import type { Snapshot } from '../../../src/recovery/snapshot.ts';
import { noProcessRuntime } from '../../support/process-runtime.ts';
import { call, put } from '../../support/stage/clients.ts';
import { notHolding, violations } from '../../support/stage/judged.ts';
import { readFinal } from '../../support/stage/read-states.ts';
import { restore } from '../../support/stage/restore.ts';
import { stage } from '../../support/stage/stage.ts';

const skip = noProcessRuntime;
const GENEROUS = 1_000_000_000;
const USED_AGAIN = {
  'revisions-never-again': 'the new epoch answers with revisions that the old one had already used',
};
const OTHER_REVISION = {
  'restored-state-is-an-exact-prefix':
    'the restored state is at another revision than the snapshot and the bump give',
};

interface Story {
  readonly bump?: number;
  /** Which of two snapshots is restored, and which one the record names. */
  readonly restored?: 'older' | 'newer';
  readonly named?: 'older' | 'newer';
  /** The record's bump makes up for the difference, so that revisions alone look right. */
  readonly disguised?: boolean;
  /** Whether the old member is left running, and a client that still knows it writes to it. */
  readonly zombie?: boolean;
}

/** Two snapshots with writes before, between and after; one is restored; then new writes. */
async function restored(story: Story): Promise<DrillRecord> {
  const { bump = GENEROUS, restored = 'newer', named = restored } = story;
  const { disguised = false, zombie = false } = story;
  await using on = await stage();
  const [old] = on.cluster.members as [Member];
  const { sink, folder } = on;
  const snapshots: Partial<Record<'older' | 'newer', Snapshot>> = {};
  for (const name of ['older', 'newer'] as const) {
    await put(on, old, 'a', `before ${name}`);
    await put(on, old, name, 'x');
    snapshots[name] = await saveSnapshot(old, { version: on.cluster.version, sink, folder });
  }
  for (const value of ['1', '2', '3']) await put(on, old, 'lost', value);
  if (!zombie) await fence(on.cluster, seconds(5));
  const direct = await old.machine.endpoint('client');
  await restore(on, {
    snapshot: snapshots[restored] as Snapshot,
    named: snapshots[named],
    bump,
    namedBump: disguised
      ? bump + revisionOf(snapshots[restored]) - revisionOf(snapshots[named])
      : bump,
  });
  const [fresh] = on.cluster.members as [Member];
  for (const value of ['1', '2', '3', '4', '5']) await put(on, fresh, 'new', value);
  await call(on, old, { op: 'put', key: 'load/zombie', value: 'x' }, direct);
  await readFinal(on, [fresh]);
  return await on.record();
}

const revisionOf = (snapshot?: Snapshot): number => Number(snapshot?.revision);

test('a restore with a bump beyond all that was seen', { skip }, async () => {
  assert.deepEqual(notHolding(await restored({})), {});
});

test('a restore without a bump', { skip }, async () => {
  assert.deepEqual(violations(await restored({ bump: 0 })), USED_AGAIN);
});

test('a restore with a bump that is too small', { skip }, async () => {
  assert.deepEqual(violations(await restored({ bump: 2 })), USED_AGAIN);
});

test('a record that names a newer snapshot than the restored one', { skip }, async () => {
  assert.deepEqual(
    violations(await restored({ restored: 'older', named: 'newer' })),
    OTHER_REVISION,
  );
});

test('a record that names an older snapshot than the restored one', { skip }, async () => {
  assert.deepEqual(
    violations(await restored({ restored: 'newer', named: 'older' })),
    OTHER_REVISION,
  );
});

test('the same, when its bump is made to fit the revisions', { skip }, async () => {
  const story = { restored: 'older', named: 'newer', disguised: true } as const;
  assert.deepEqual(violations(await restored(story)), {
    'restored-state-is-an-exact-prefix': '"load/a": rolled back to an older revision',
  });
});

test('an older snapshot than the newest costs writes, and is no violation', { skip }, async () => {
  const lost = async (restoredOne: 'older' | 'newer') => {
    const record = await restored({ restored: restoredOne });
    assert.deepEqual(notHolding(record), {});
    const { objectives } = measure(record);
    return objectives.find(({ name }) => name === 'rpo.writes')?.value;
  };
  assert.deepEqual([await lost('newer'), await lost('older')], [3, 5]);
});

test('a zombie of the old epoch that still acknowledges', { skip }, async () => {
  assert.deepEqual(violations(await restored({ zombie: true })), {
    'one-cluster': 'the old cluster acknowledges although the new one serves',
  });
});
