import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { findRun } from '../../../src/cli/find-run.ts';
import { DoomsdayError } from '../../../src/core/doomsday-error.ts';

const place = realpathSync(mkdtempSync(join(tmpdir(), 'runs-')));
const reports = join(place, 'reports');
after(() => rmSync(place, { recursive: true }));
for (const name of ['2026-11-21-a', '2026-11-21-b', '2026-11-22-c']) {
  mkdirSync(join(reports, name), { recursive: true });
  writeFileSync(join(reports, name, 'run.json'), '{}');
}
mkdirSync(join(reports, 'not-a-run'));
symlinkSync('2026-11-21-b', join(reports, 'latest'));

const found = [
  ['latest', '2026-11-21-b'],
  ['2026-11-22', '2026-11-22-c'],
  ['2026-11-21-a', '2026-11-21-a'],
  ['reports/2026-11-21-a', '2026-11-21-a'],
] as const;

for (const [asked, name] of found) {
  test(`${asked} is ${name}`, () => {
    assert.equal(findRun(asked, reports, place), join(reports, name));
  });
}

const refused = [
  ['2026-11-21', 'RUN_AMBIGUOUS', '2026-11-21-a\n2026-11-21-b'],
  ['not-a-run', 'RUN_NOT_FOUND', '2026-11-21-a\n2026-11-21-b\n2026-11-22-c'],
] as const;

for (const [asked, code, observed] of refused) {
  test(`${asked} is refused: ${code}`, () => {
    assert.throws(
      () => findRun(asked, reports, place),
      (error) =>
        error instanceof DoomsdayError &&
        error.exit === 64 &&
        error.code === code &&
        error.facts.observed === observed,
    );
  });
}
