import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { Ajv2020 } from 'ajv/dist/2020.js';
import type { DrillResult, SoakFacts, SoakWindow } from '../../../src/core/run-result.ts';
import type { Verdict } from '../../../src/core/verdict.ts';
import { soakSection } from '../../../src/report/page/soak-section.ts';
import { toldDrills } from '../../../src/report/page/told-drills.ts';
import { mixedRun } from '../../support/sample-run/sample-run.ts';

const file = new URL('../../../scenarios/schema/verdict.schema.json', import.meta.url);
const schema = JSON.parse(await readFile(file, 'utf8')) as object;
const validate = new Ajv2020({ strict: true, allErrors: true }).compile(schema);
const { result } = mixedRun();

const window = (number: number, verdict: Verdict = 'passed'): SoakWindow => ({
  window: number,
  verdict,
  reason: verdict === 'passed' ? '13 guarantees hold' : 'isolate <did> not bite',
  faults: 8,
  operations: 5000,
  guarantees: { holds: 13, violated: 0, unknown: 0 },
  seconds: 14.5,
  schedule: ['isolate m1 (m1 leads)', 'pause m2'],
  replay: `npm start -- soak --seed 0x5eed --window ${number}`,
});

const soakOf = (windows: number, undecided: readonly number[] = [3]): SoakFacts => ({
  windows: Array.from({ length: windows }, (_, i) =>
    window(i + 1, undecided.includes(i + 1) ? 'inconclusive' : 'passed'),
  ),
  faults: 8 * windows,
  faultsPerHour: 1700,
  operations: 5000 * windows,
  maxRssBytes: 400 * 2 ** 20,
  records: 'deleted',
  minimised: {
    ...{ window: 4, again: true, of: 8, only: [2], schedule: ['pause m2', 'kill m1'], tries: 5 },
    ...{ complete: true, replay: 'npm start -- soak --seed 0x5eed --window 4 --only 2' },
  },
});

/** What a reader sees of it: a line for each piece of text. */
const seen = (soak: SoakFacts, told: readonly number[] = []): string[] =>
  soakSection({ ...result, soak }, new Set(told))
    .text.replaceAll(/<\/(code|strong|small|span|a)>/g, '')
    .replaceAll(/<(code|strong|small|span|a)[^>]*>/g, '')
    .split(/<[^>]+>/)
    .map((text) => text.replaceAll(/\s+/g, ' ').trim())
    .filter((text) => text !== '');

const numbers = ['8', '5,000', '13 of 13', '14.5 s'];
const storm = 'isolate m1 (m1 leads) → pause m2';

test('every window has a row, and what did not pass says why and how to see it again', () => {
  assert.deepEqual(seen(soakOf(3)), [
    'Windows of this soak',
    ...['Windows that passed', '2 of 3'],
    ...['Faults proven and healed', '24 (1,700 an hour)'],
    ...['Operations judged', '15,000'],
    ...['Memory of the harness', 'at most 419 MB'],
    '1 of 8 faults of window 4 still fails alone: pause m2 → kill m1',
    'npm start -- soak --seed 0x5eed --window 4 --only 2',
    ...['Window', 'Verdict', 'Storm', 'Faults', 'Operations', 'Guarantees', 'Took'],
    ...['1', '✓Passed', storm, ...numbers],
    ...['2', '✓Passed', storm, ...numbers],
    ...['3', '?Inconclusive', 'isolate &lt;did&gt; not bite'],
    ...[`${storm} npm start -- soak --seed 0x5eed --window 3`, ...numbers],
    'The records of windows that passed were deleted.',
  ]);
  assert.equal(soakSection(result, new Set()).text, '');
});

test('a window that has a section of its own leads there', () => {
  const { text } = soakSection({ ...result, soak: soakOf(3) }, new Set([3]));
  assert.deepEqual(text.match(/<a [^>]*>[^<]*<\/a>/g), ['<a href="#drill-3">3</a>']);
});

const rows = (soak: SoakFacts): number[] =>
  [...soakSection({ ...result, soak }, new Set()).text.matchAll(/<tr>\s*<td>(\d+)</g)].map(
    ([, number]) => Number(number),
  );
const span = (from: number, to: number): number[] =>
  Array.from({ length: to - from + 1 }, (_, i) => from + i);

test('a soak of days is cut to its newest windows and those that did not pass', () => {
  const soak = soakOf(500);
  assert.deepEqual(rows(soak), [3, ...span(471, 500)]);
  assert.equal(
    seen(soak).at(-1),
    '469 more windows in verdict.json. The records of windows that passed were deleted.',
  );
  // However many of them could not be decided.
  assert.deepEqual(rows(soakOf(500, span(1, 400))), [...span(1, 30), ...span(471, 500)]);
});

const drills = (verdicts: readonly Verdict[]): DrillResult[] =>
  verdicts.map((verdict, i) => ({ ...(result.drills[0] as DrillResult), drill: i + 1, verdict }));

test('of hundreds of undecided windows the worst and the last have sections', () => {
  const many = drills([...Array<Verdict>(40).fill('inconclusive'), 'missed', 'passed']);
  const told = toldDrills({ ...result, soak: soakOf(42), drills: many });
  assert.deepEqual(
    told.map(({ drill }) => drill),
    [1, 2, 3, 4, 5, 6, 41, 42],
  );
  assert.deepEqual(toldDrills({ ...result, drills: many }), many);
});

test('verdict.json with a soak fits its schema, and a field that nobody knows does not', () => {
  const valid = (soak: object): boolean =>
    validate(JSON.parse(JSON.stringify({ ...result, soak })));
  assert.deepEqual([valid(soakOf(3)), validate.errors], [true, null]);
  assert.equal(valid({ ...soakOf(3), colour: 'red' }), false);
  assert.equal(valid({ ...soakOf(3), windows: [{ ...window(1), verdict: 'green' }] }), false);
});
