import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { checkFeatures } from '../../../src/cli/features/check-features.ts';
import { loadSteps } from '../../../src/cli/features/load-steps.ts';
import { DoomsdayError } from '../../../src/core/doomsday-error.ts';
import { loadScene } from '../../../src/scene/load-scene.ts';
import { REPO } from '../../support/cli-context.ts';

const cwd = mkdtempSync(join(tmpdir(), 'groups-'));
after(() => rmSync(cwd, { recursive: true }));

/** What a run on three members says of such a partition before it makes anything. */
async function said(groups: string): Promise<unknown> {
  const step = `    When the members are partitioned into "${groups}"`;
  writeFileSync(join(cwd, 'x.feature'), `Feature: f\n  Scenario: s\n${step}\n`);
  const { scene } = loadScene('three-members', { root: REPO });
  const home = { root: REPO, cwd, scene };
  try {
    await checkFeatures({ features: ['x.feature'] }, await loadSteps(REPO), home);
    return 'fine';
  } catch (error) {
    if (error instanceof DoomsdayError) return error.facts;
    throw error;
  }
}

const place = {
  where: 'x.feature:3:5',
  next: 'correct the groups in the feature',
  exit: 64,
};

test('three groups, two groups', async () => {
  assert.deepEqual([await said('m1 | m2 | m3'), await said('m1, m3 | m2')], ['fine', 'fine']);
});

test('one group, and a member twice', async () => {
  const expected = 'two groups or more, every member in one of them: "m1 m2 | m3"';
  const wrong = (text: string, observed: string) => ({
    ...{ code: 'GROUPS', message: `"${text}" are no groups of members`, expected, observed },
    ...place,
  });
  assert.deepEqual(
    [await said('m1 m2 m3'), await said('m1 m2 | m2 m3')],
    [wrong('m1 m2 m3', 'm1 m2 m3'), wrong('m1 m2 | m2 m3', 'm2 more than once')],
  );
});

test('somebody whom no group names', async () => {
  assert.deepEqual(await said('m1 | m2'), {
    ...{ code: 'NO_TARGET', message: 'a fault has nobody to hit' },
    ...{ expected: 'each of m1, m2, m3 in one group', observed: 'm1 | m2; m3 is in no group' },
    ...place,
  });
});
