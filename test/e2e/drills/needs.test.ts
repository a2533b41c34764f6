import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { processesOf, workFoldersOf } from '../../support/left-of-run.ts';
import { noProcessRuntime as skip } from '../../support/process-runtime.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { playFixture } from './play-fixture.ts';

const FEATURE = 'Something is needed that is not here';
const WHY = 'impossible needs pigs that fly: the process runtime has none';
const SKIPPED = [{ feature: FEATURE, scenario: 'pigs', scene: 'short', reason: WHY }];

test('what cannot be played here is skipped, told, and proves nothing', { skip }, async () => {
  await using reports = await tempFolder();
  const { result, written, file } = await playFixture('needs.feature', reports.path, {
    name: 'pigs',

    repeat: 2,
  }).then((played) => played);
  const { verdict, exitCode, reason, drills, skipped } = result;
  assert.deepEqual(
    { verdict, exitCode, reason, scenarios: drills.map((d) => d.scenario), skipped },
    {
      verdict: 'passed',
      exitCode: 0,
      reason: `${drills[0]?.reason}; 1 scenario not covered`,
      scenarios: ['no pigs', 'no pigs'],
      skipped: SKIPPED,
    },
    written.err,
  );
  assert.deepEqual(JSON.parse(file('verdict.json')), result);
  assert.match(written.err, new RegExp(`^not covered {2}${FEATURE} / pigs: ${WHY}$`, 'm'));
  assert.match(written.out, new RegExp(`^pigs {2}short\\n {2}not covered ${WHY}$`, 'm'));
  assert.match(file('summary.md'), /^\| ○ not covered \| pigs \(short\) \|/m);
  assert.match(file('summary.md'), new RegExp(`^- \\*\\*not covered\\*\\*, pigs: ${WHY}$`, 'm'));
  assert.match(file('report.html'), new RegExp(WHY));
  const named = (name: string): string =>
    `<testcase classname="${FEATURE}" name="${name}" time="">`;
  assert.deepEqual(tests(file('junit.xml')), [
    '<testsuite name="etcd-doomsday" tests="3" skipped="1" failures="0" errors="0" time="">',
    ...[named('no pigs'), named('no pigs (2)'), named('pigs'), `<skipped message="${WHY}"/>`],
  ]);
});

/** The suite of a junit.xml, its tests and what became of them; times are not looked at. */
const tests = (xml: string): string[] =>
  (xml.match(/<(testsuite|testcase|skipped|failure|error) [^>]*>/g) ?? [])
    .map((element) => element.replace(/ time="[\d.]+"/, ' time=""'))
    .map((element) => element.replace(/ timestamp="[^"]+"/, ''));

test('a run in which nothing was played is inconclusive', { skip }, async () => {
  await using reports = await tempFolder();
  const asked = { features: ['features/needs.feature:3'] };
  const { result, file } = await playFixture('needs.feature', reports.path, asked);
  const { verdict, exitCode, reason, drills, skipped } = result;
  assert.deepEqual(
    { verdict, exitCode, reason, drills, skipped },
    {
      ...{ verdict: 'inconclusive', exitCode: 2, drills: [] },
      ...{ reason: `1 scenario not covered: ${WHY}`, skipped: SKIPPED },
    },
  );
  assert.deepEqual(tests(file('junit.xml')), [
    '<testsuite name="etcd-doomsday" tests="1" skipped="1" failures="0" errors="0" time="">',
    `<testcase classname="${FEATURE}" name="pigs" time="">`,
    `<skipped message="${WHY}"/>`,
  ]);
  assert.match(file('report.html'), new RegExp(WHY));
  const history = join(reports.path, result.run, 'history.ndjson');
  assert.deepEqual(
    [existsSync(history), processesOf(reports.path), workFoldersOf(reports.path)],
    [false, [], []],
  );
});
