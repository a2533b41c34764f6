import assert from 'node:assert/strict';
import { truncate, writeFile } from 'node:fs/promises';
import { after, before, suite, test } from 'node:test';
import { DoomsdayError } from '../../../src/core/doomsday-error.ts';
import type { MarkLine } from '../../../src/history/types.ts';
import { damageSnapshot } from '../../../src/recovery/damage-snapshot.ts';
import { saveSnapshot } from '../../../src/recovery/save-snapshot.ts';
import type { Snapshot } from '../../../src/recovery/snapshot.ts';
import { snapshotIntegrity } from '../../../src/recovery/snapshot-integrity.ts';
import { newestUsableSnapshot } from '../../../src/recovery/usable-snapshot.ts';
import { noProcessRuntime as skip } from '../../support/process-runtime.ts';
import { scratchRecord, type ScratchRecord } from '../../support/scratch-record.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { realCluster, type RealCluster } from '../faults/real-cluster.ts';

suite('the newest usable snapshot, with real ones', { skip }, () => {
  let three: RealCluster;
  let record: ScratchRecord;
  let folder: Awaited<ReturnType<typeof tempFolder>>;

  before(async () => {
    [three, record, folder] = await Promise.all([
      realCluster('process'),
      scratchRecord(),
      tempFolder(),
    ]);
  });
  after(async () => {
    await Promise.all([three, record, folder].map((used) => used[Symbol.asyncDispose]()));
  });

  /** Saved from one member after the other, oldest first. */
  async function saveThree(): Promise<[Snapshot, Snapshot, Snapshot]> {
    const taken: Snapshot[] = [];
    const { version } = three.cluster;
    for (const member of three.cluster.members) {
      taken.push(await saveSnapshot(member, { version, sink: record.sink, folder: folder.path }));
    }
    return taken as [Snapshot, Snapshot, Snapshot];
  }

  async function choose(snapshots: readonly Snapshot[]) {
    const marks: MarkLine[] = [];
    const sink = { ...record.sink, now: record.sink.now } as typeof record.sink;
    sink.write = (line) => void (line.t === 'mark' && marks.push(line));
    const { machine } = three.cluster.members[0] as (typeof three.cluster.members)[number];
    const { version } = three.cluster;
    const found = await newestUsableSnapshot(snapshots, { machine, version, sink }).catch(String);
    return { found, marks: marks.map(({ name, detail }) => [name, detail]) };
  }

  test('all sound: the newest, and nothing is refused', async () => {
    const all = await saveThree();
    for (const { file } of all) assert.equal(await snapshotIntegrity(file), 'sound');
    assert.deepEqual(await choose(all), { found: { snapshot: all[2], refused: [] }, marks: [] });
  });

  test('a damaged one and an empty one are passed over, each with the reason', async () => {
    const all = await saveThree();
    const [oldest, middle, newest] = all;
    await damageSnapshot(newest.file);
    await truncate(middle.file);
    const { found, marks } = await choose(all);
    assert.ok(typeof found === 'object');
    assert.deepEqual(found.snapshot, oldest);
    const [first, second] = found.refused;
    assert.deepEqual(first, { snapshot: newest, reason: 'its SHA-256 does not fit its bytes' });
    assert.deepEqual(second?.snapshot, middle);
    assert.match(second.reason, /^snapshot status: /);
    assert.equal(marks.length, 2);
  });

  test('none usable: every reason is told', async () => {
    const all = await saveThree();
    for (const { file } of all) await writeFile(file, 'no snapshot at all');
    const { machine } = three.cluster.members[0] as (typeof three.cluster.members)[number];
    const { version } = three.cluster;
    await assert.rejects(
      newestUsableSnapshot(all, { machine, version, sink: record.sink }),
      (error) => {
        assert.ok(error instanceof DoomsdayError);
        assert.equal(error.code, 'NO_USABLE_SNAPSHOT');
        assert.equal(error.facts.observed?.match(/\.db: snapshot status: /g)?.length, 3);
        return true;
      },
    );
  });
});
