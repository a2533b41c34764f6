import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { seconds } from '../../../src/core/duration.ts';
import { judge } from '../../../src/checker/judge.ts';
import { FAULTS_BY_NAME } from '../../../src/drill/faults-by-name/faults-by-name.ts';
import { playSoak } from '../../../src/drill/soak/play-soak.ts';
import { isReadOnly } from '../../../src/history/is-read-only.ts';
import type { DrillRecord, KeyValue, OpLine } from '../../../src/history/types.ts';
import { readRecords } from '../../../src/record/reader.ts';
import { loadScene } from '../../../src/scene/load-scene.ts';
import { REPO } from '../../support/cli-context.ts';
import { noProcessRuntime as skip } from '../../support/process-runtime.ts';
import { silentUi } from '../../support/silent-ui.ts';
import { tempFolder } from '../../support/temp-folder.ts';

/** The records of the windows of a real soak, in their order. */
async function windows(reportsDir: string): Promise<DrillRecord[]> {
  const { scene, text: sceneText } = loadScene('./test/e2e/soak/fixture/isolated-leaders.yaml', {
    root: REPO,
    cwd: REPO,
  });
  const { folder, result } = await playSoak({
    ...{ scene, sceneText, reportsDir, seed: '0x5eed', ui: silentUi, keepRecords: true },
    ...{ runtime: { kind: 'process', why: 'a test' }, signal: new AbortController().signal },
    ...{ timeout: seconds(300), length: seconds(30), minimiseFor: seconds(0) },
    ...{ replay: '', replayOf: () => '' },
    faults: FAULTS_BY_NAME.filter(({ facts }) => facts.name === 'isolate'),
  });
  assert.deepEqual([result.verdict, result.error], ['passed', undefined], result.reason);
  const kept = readdirSync(join(folder, 'windows')).toSorted();
  const files = [
    ...kept.map((name) => join(folder, 'windows', name)),
    join(folder, 'history.ndjson'),
  ];
  const records: DrillRecord[] = [];
  for (const file of files) {
    for await (const record of readRecords(file)) records.push(record);
  }
  return records;
}

const violated = (record: DrillRecord): string[] =>
  judge(record).flatMap(({ name, status }) => (status === 'violated' ? [name] : []));

/** Writes whose fate a record leaves open, and which its last state does not show. */
function leftOpen({ ops, states }: DrillRecord): unknown[] {
  const kvs = endOf(states).kvs;
  const shown = (op: OpLine): boolean =>
    op.req.op === 'put' && kvs.some(({ value }) => op.req.op === 'put' && value === op.req.value);
  return ops
    .filter((op) => op.outcome === 'info' && op.ret !== null && !isReadOnly(op.req) && !shown(op))
    .map(({ req }) => req);
}

const endOf = (states: DrillRecord['states']): DrillRecord['states'][number] =>
  states.find(({ read }) => read === 'linearizable') as DrillRecord['states'][number];

test('nothing is lost at a seam: state, open writes, leases', { skip }, async (t) => {
  await using reports = await tempFolder();
  const records = await windows(reports.path);
  assert.ok(records.length >= 2, `${records.length} windows`);
  const crossed = { open: 0, leases: 0 };
  for (const [i, next] of records.slice(1).entries()) {
    const before = records[i] as DrillRecord;
    const { revision, kvs } = endOf(before.states);
    assert.deepEqual(next.header.initial, { revision, compactRevision: revision, kvs });
    const carried = next.ops.filter(({ ret }) => ret === null).map(({ req }) => req);
    assert.deepEqual(sorted(carried), sorted(leftOpen(before)));
    const kept = next.ops.filter(({ req, probe }) => req.op === 'lease-keepalive' && probe);
    const leases = new Set(kvs.map(({ lease }) => lease)).difference(new Set(['0']));
    assert.deepEqual(
      sorted(kept.map(({ req }) => 'lease' in req && req.lease)),
      sorted([...leases]),
    );
    crossed.open += carried.length;
    crossed.leases += leases.size;
  }
  t.diagnostic(`${records.length} windows: ${crossed.open} open writes, ${crossed.leases} leases`);
  assert.ok(crossed.open > 0 && crossed.leases > 0);
});

const sorted = (items: readonly unknown[]): string[] =>
  items.map((item) => JSON.stringify(item)).toSorted();

test('a change between two windows that nobody made is found', { skip }, async () => {
  await using reports = await tempFolder();
  const records = await windows(reports.path);
  const [, second] = records as [DrillRecord, DrillRecord];
  assert.deepEqual(
    records.map(violated),
    records.map(() => []),
  );
  const changed = (change: (kvs: readonly KeyValue[]) => readonly KeyValue[]): string[] => {
    const { header } = second;
    const initial = header.initial as NonNullable<typeof header.initial>;
    return violated({
      ...second,
      header: { ...header, initial: { ...initial, kvs: change(initial.kvs) } },
    });
  };
  // As if each key had another value, or was gone, before the window's clients came.
  const other = changed((kvs) => kvs.map((kv) => ({ ...kv, value: 'nobody wrote this' })));
  assert.ok(other.includes('linearizable'), other.join(', '));
  const gone = changed(() => []);
  assert.ok(gone.includes('linearizable'), gone.join(', '));
});
