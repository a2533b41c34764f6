import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { RunResult, SoakFacts, SoakWindow } from '../../../src/core/run-result.ts';
import type { Verdict } from '../../../src/core/verdict.ts';
import { junit } from '../../../src/report/junit.ts';
import { mixedRun } from '../../support/sample-run/sample-run.ts';

const RUN = { run: 'r-1', seed: '0x5eed', runtime: 'process', replay: 'npm start -- x' } as const;
const PROPERTIES = Object.entries(RUN).map(
  ([name, value]) => `    <property name="${name}" value="${value}"/>`,
);

/** The suite's lines, without those that are the same in each. */
function suite(result: Partial<RunResult>): { suite: string | undefined; cases: string[] } {
  const base = { ...mixedRun(1).result, ...RUN, seconds: 61.23456, drills: [], skipped: [] };
  const text = junit({ ...base, startedAt: '2026-11-21T10:00:00.000Z', ...result });
  const [xml, head, ...rest] = text.split('\n');
  assert.equal(xml, '<?xml version="1.0" encoding="UTF-8"?>');
  assert.deepEqual(rest.slice(0, 6), ['  <properties>', ...PROPERTIES, '  </properties>']);
  assert.deepEqual(rest.slice(-2), ['</testsuite>', '']);
  return { suite: head, cases: rest.slice(6, -2).map((line) => line.replace(/^ {2}/, '')) };
}

const head = (counts: string): string =>
  `<testsuite name="etcd-doomsday" ${counts} time="61.235" timestamp="2026-11-21T10:00:00.000Z">`;

const [sample] = mixedRun(1).result.drills;
assert.ok(sample !== undefined);
const drill = (verdict: Verdict, more: object = {}) => ({
  ...sample,
  ...{ feature: 'Storms', scenario: 'a storm', seconds: 2.5, verdict, reason: `it is ${verdict}` },
  steps: [
    { text: 'Given a cluster', status: 'passed', seconds: 1 },
    { text: 'Then a <b>', status: 'failed', seconds: 1 },
  ] as const,
  ...more,
});

const STEPS = [
  `  <system-out>Given a cluster${'.'.repeat(61)}passed`,
  `Then a &lt;b&gt;${'.'.repeat(66)}failed</system-out>`,
];
test('a run: each drill by its verdict, what was not covered with its reason', () => {
  const drills = [
    drill('passed', { steps: [] }),
    drill('unsafe', { steps: [] }),
    drill('missed', { scenario: 'another', error: 'CODE  what\n\n  next  & more' }),
    drill('broken', { feature: 'Disks', steps: [] }),
    drill('inconclusive', { feature: 'Disks', steps: [] }),
  ];
  const skipped = [{ feature: 'Disks', scenario: 'pigs', scene: 'five', reason: 'no "pigs"\nfly' }];
  const told = suite({ drills, skipped, verdict: 'unsafe', reason: '' });
  assert.equal(told.suite, head('tests="6" skipped="1" failures="2" errors="2"'));
  assert.deepEqual(told.cases, [
    '<testcase classname="Storms" name="a storm" time="2.5"/>',
    '<testcase classname="Storms" name="a storm (2)" time="2.5">',
    '  <failure type="unsafe" message="it is unsafe">npm start -- x</failure>',
    '</testcase>',
    '<testcase classname="Storms" name="another" time="2.5">',
    '  <failure type="missed" message="it is missed">CODE  what',
    '',
    'next  &amp; more',
    '',
    'npm start -- x</failure>',
    ...STEPS,
    '</testcase>',
    '<testcase classname="Disks" name="a storm" time="2.5">',
    '  <error type="broken" message="it is broken">npm start -- x</error>',
    '</testcase>',
    '<testcase classname="Disks" name="a storm (2)" time="2.5">',
    '  <error type="inconclusive" message="it is inconclusive">npm start -- x</error>',
    '</testcase>',
    '<testcase classname="Disks" name="pigs" time="0">',
    '  <skipped message="no &quot;pigs&quot;&#10;fly"/>',
    '</testcase>',
  ]);
});

const window = (number: number, verdict: Verdict): SoakWindow => ({
  ...{ window: number, verdict, reason: `it is ${verdict}`, faults: 2, operations: 900 },
  ...{ guarantees: { holds: 13, violated: 0, unknown: 0 }, seconds: 14.56789 },
  ...{ schedule: ['isolate m1 (m1 leads)', 'pause m2'], replay: `soak --window ${number}` },
});

const soakOf = (...verdicts: readonly Verdict[]): SoakFacts => ({
  windows: verdicts.map((verdict, i) => window(i + 1, verdict)),
  ...{ faults: 2, faultsPerHour: 1700, operations: 900, maxRssBytes: 1, records: 'deleted' },
});

const STORM = ['  <system-out>isolate m1 (m1 leads)', 'pause m2</system-out>', '</testcase>'];

test('a soak: each window is a test, also those whose records and results are gone', () => {
  const soak = soakOf('passed', 'inconclusive', 'unsafe', 'missed', 'broken');
  const told = suite({ soak, drills: [drill('unsafe')], verdict: 'unsafe' });
  const opens = (n: number): string =>
    `<testcase classname="soak" name="window ${n}" time="14.568">`;
  assert.equal(told.suite, head('tests="5" skipped="0" failures="2" errors="2"'));
  assert.deepEqual(told.cases, [
    ...[opens(1), ...STORM],
    ...[
      opens(2),
      '  <error type="inconclusive" message="it is inconclusive">soak --window 2</error>',
    ],
    ...STORM,
    ...[opens(3), '  <failure type="unsafe" message="it is unsafe">soak --window 3</failure>'],
    ...STORM,
    ...[opens(4), '  <failure type="missed" message="it is missed">soak --window 4</failure>'],
    ...STORM,
    ...[opens(5), '  <error type="broken" message="it is broken">soak --window 5</error>'],
    ...STORM,
  ]);
});

const RUN_CASE = '<testcase classname="etcd-doomsday" name="the run" time="0">';

test('what no drill and no window tells is told by the run: never a green suite', () => {
  const verdict = { verdict: 'broken', reason: 'no space' } as const;
  const broken = [RUN_CASE, '  <error type="broken" message="no space">npm start -- x</error>'];
  const cases: [string, Partial<RunResult>, string[]][] = [
    ['nothing began', verdict, broken],
    ['killed after a drill', { ...verdict, drills: [drill('passed', { steps: [] })] }, broken],
    ['killed after a window', { ...verdict, soak: soakOf('passed') }, broken],
    [
      'the run failed and says how',
      { ...verdict, error: 'RUN_FOLDER  no space' },
      [
        RUN_CASE,
        '  <error type="broken" message="no space">RUN_FOLDER  no space',
        '',
        'npm start -- x</error>',
      ],
    ],
  ];
  for (const [name, result, lines] of cases) {
    assert.deepEqual(suite(result).cases.slice(-lines.length - 1), [...lines, '</testcase>'], name);
  }
});

test('only what is not covered: skipped, and nobody is blamed', () => {
  const skipped = [{ feature: 'Disks', scenario: 'pigs', scene: 'five', reason: 'no pigs' }];
  const told = suite({ skipped, verdict: 'inconclusive', reason: '1 scenario not covered' });
  assert.equal(told.suite, head('tests="1" skipped="1" failures="0" errors="0"'));
});

test('a run that nobody knows the beginning of has no time stamp', () => {
  const { suite: line } = suite({ startedAt: 'unknown', drills: [drill('passed')] });
  assert.equal(line?.includes('timestamp'), false);
});
