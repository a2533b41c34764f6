import assert from 'node:assert/strict';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import type { RunResult } from '../../../src/core/run-result.ts';
import { writeReport } from '../../../src/report/write-report.ts';
import { recordText, writeSampleRun } from '../../support/sample-run/sample-run.ts';
import { undecidedSoak } from '../../support/sample-run/soak.ts';
import { tempFolder } from '../../support/temp-folder.ts';

const { result, records } = undecidedSoak();
const [second, last] = records;
assert.ok(second !== undefined && last !== undefined && result.soak !== undefined);
const { soak } = result;

/** Windows whose section has a picture of what happened. */
const pictured = (page: string): string[] =>
  page
    .split('<article')
    .slice(1)
    .flatMap((section) =>
      section.includes('class="timeline"') ? [/id="drill-(\d+)"/.exec(section)?.[1] ?? ''] : [],
    );

/** What stands above each section: one line above its heading, and the heading. */
const headings = (page: string): (string | undefined)[][] =>
  page
    .split('<article')
    .slice(1)
    .map((section) => [
      />([^<]*)<\/p>\s*<h2/.exec(section)?.[1],
      /<h2[^>]*>([^<]*)<\/h2>/.exec(section)?.[1],
    ]);

test('the report of a soak shows the window that decided, wherever its record is', async () => {
  await using folder = await tempFolder();
  await writeSampleRun(folder.path, { result, records: [last] });
  await mkdir(join(folder.path, 'windows'));
  await writeFile(join(folder.path, 'windows', '0002.ndjson'), recordText(second));
  const { repeated: _, ...again } = await writeReport(folder.path);
  assert.deepEqual(again, JSON.parse(JSON.stringify(result)));
  const page = await readFile(join(folder.path, 'report.html'), 'utf8');
  assert.deepEqual(pictured(page), ['2', '3']);
  assert.deepEqual(headings(page), [
    ['Soak', 'Window 2'],
    ['Soak', 'Window 3'],
  ]);
  assert.equal(page.includes('incomplete'), false);
  const summary = await readFile(join(folder.path, 'summary.md'), 'utf8');
  assert.deepEqual(summary.split('\n').slice(0, 5), [
    '## ? etcd-doomsday: Inconclusive',
    '',
    'window 2: undecided',
    '',
    '2 of 3 windows passed: 6 faults proven and healed, 2,700 operations judged.',
  ]);
});

test('a record that is gone is named, and the rest is told', async () => {
  await using folder = await tempFolder();
  await writeSampleRun(folder.path, { result, records: [last] });
  await writeReport(folder.path);
  const page = await readFile(join(folder.path, 'report.html'), 'utf8');
  assert.deepEqual(pictured(page), ['3']);
  assert.match(page, /windows\/0002\.ndjson cannot be read to its end/);
});

test('a soak that was killed keeps its windows, and its tests are not green', async () => {
  await using folder = await tempFolder();
  // What stood in run.json when the third window began; nothing of that one was judged.
  const windows = [1, 2].map((n) => ({ ...soak.windows[0], window: n }));
  const passed = { verdict: 'passed', exitCode: 0, reason: '2 windows hold', drills: [] } as const;
  const left = { ...result, ...passed, soak: { ...soak, windows } } as RunResult;
  await writeSampleRun(folder.path, { result: left, records: [last] });
  const told = await writeReport(folder.path);
  assert.deepEqual(
    [told.verdict, told.exitCode, told.reason, told.soak?.windows, told.drills.length],
    ['broken', 4, 'the run ended before it could say its verdict', windows, 1],
  );
  const junit = await readFile(join(folder.path, 'junit.xml'), 'utf8');
  assert.match(junit, / tests="3" skipped="0" failures="0" errors="1" /);
});
