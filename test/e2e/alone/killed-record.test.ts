import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { seconds } from '../../../src/core/duration.ts';
import { eventually } from '../../../src/core/eventually.ts';
import { seededRng } from '../../../src/core/rng.ts';
import { checkFile } from '../../../src/cli/check/check-file.ts';
import type { Checked } from '../../../src/cli/check/checked.ts';
import { noProcessRuntime as skip } from '../../support/process-runtime.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { testSeed } from './moments.ts';
import { CLUSTER_SERVES, startShortDrills } from '../drills/short-drill.ts';

const CUTS = 20;
/** Enough of a record that it holds load, snapshots and the loss. */
const ENOUGH = 1_000_000;

test(
  `a record that ends in mid-write, cut at ${CUTS} places, accuses nobody`,
  { skip },
  async (t) => {
    await using folder = await tempFolder();
    const whole = await killedRecord(folder.path);
    const rng = seededRng(testSeed());
    const cuts = Array.from({ length: CUTS }, () => rng.int(headerOf(whole), whole.length));
    const found = new Set<string>();
    for (const cut of [whole.length, ...cuts]) {
      const file = join(folder.path, 'cut.ndjson');
      await writeFile(file, whole.subarray(0, cut));
      for (const { verdict, checks, notices, operations } of await checked(file)) {
        const bad = checks.filter(({ status }) => status === 'violated');
        assert.deepEqual(bad, [], `cut at ${cut} of ${whole.length}`);
        assert.ok(verdict === 'holds' || verdict === 'unknown', `${verdict}, cut at ${cut}`);
        found.add(notices.length > 0 ? 'torn' : 'whole').add(operations > 500 ? 'many' : 'few');
      }
    }
    t.diagnostic(`${CUTS + 1} records of up to ${whole.length} bytes: ${[...found].join(', ')}`);
    assert.ok(found.has('torn') && found.has('many'), [...found].join());
  },
);

/** The record of a run whose harness was killed while it wrote. */
async function killedRecord(reports: string): Promise<Buffer> {
  await using cli = startShortDrills(reports);
  await cli.said(CLUSTER_SERVES);
  const file = join(reports, 'latest', 'history.ndjson');
  await eventually('a record of some size', async () => (await readFile(file)).length > ENOUGH, {
    within: seconds(30),
  });
  cli.kill('SIGKILL');
  await cli.ended;
  return await readFile(file);
}

const headerOf = (record: Buffer): number => record.indexOf('\n') + 1;

async function checked(file: string): Promise<Checked[]> {
  const all: Checked[] = [];
  for await (const { checked: found } of checkFile(file, {})) all.push(found);
  return all;
}
