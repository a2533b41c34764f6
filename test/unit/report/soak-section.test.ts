import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { Ajv2020 } from 'ajv/dist/2020.js';
import type { SoakFacts, SoakWindow } from '../../../src/core/run-result.ts';
import { soakSection } from '../../../src/report/page/soak-section.ts';
import { mixedRun } from '../../support/sample-run/sample-run.ts';

const file = new URL('../../../scenarios/schema/verdict.schema.json', import.meta.url);
const schema = JSON.parse(await readFile(file, 'utf8')) as object;
const validate = new Ajv2020({ strict: true, allErrors: true }).compile(schema);
const { result } = mixedRun();

const window = (number: number): SoakWindow => ({
  window: number,
  verdict: number === 3 ? 'inconclusive' : 'passed',
  reason: number === 3 ? 'isolate <did> not bite' : '13 guarantees hold',
  faults: 8,
  operations: 5000,
  guarantees: { holds: 13, violated: 0, unknown: 0 },
  seconds: 14.5,
  schedule: ['isolate m1 (m1 leads)', 'pause m2'],
  replay: `npm start -- soak --seed 0x5eed --window ${number}`,
});

const soakOf = (windows: number): SoakFacts => ({
  windows: Array.from({ length: windows }, (_, i) => window(i + 1)),
  faults: 8 * windows,
  faultsPerHour: 1700,
  operations: 5000 * windows,
  maxRssBytes: 400 * 2 ** 20,
  records: 'deleted',
  minimised: {
    ...{ window: 4, again: true, of: 8, only: [2], schedule: ['pause m2'], tries: 5 },
    ...{ complete: true, replay: 'npm start -- soak --seed 0x5eed --window 4 --only 2' },
  },
});

const rows = (text: string): number[] =>
  [...text.matchAll(/<td>\s*(\d+)\s/g)].map(([, number]) => Number(number));

test('every window has a row, and what did not pass says why', () => {
  const { text } = soakSection({ ...result, soak: soakOf(5) });
  assert.deepEqual(rows(text), [1, 2, 3, 4, 5]);
  assert.match(text, /isolate &lt;did&gt; not bite/);
  assert.match(text, /40 faults proven and healed, 1,700 an hour/);
  assert.match(text, /soak --seed 0x5eed --window 4 --only 2/);
  assert.equal(soakSection(result).text, '');
});

test('a soak of days is cut to its newest windows and those that did not pass', () => {
  const { text } = soakSection({ ...result, soak: soakOf(500) });
  const last = Array.from({ length: 30 }, (_, i) => 471 + i);
  assert.deepEqual(rows(text), [3, ...last]);
  assert.match(text, /469 more windows passed/);
});

test('verdict.json with a soak fits its schema, and a field that nobody knows does not', () => {
  const valid = (soak: object): boolean =>
    validate(JSON.parse(JSON.stringify({ ...result, soak })));
  assert.deepEqual([valid(soakOf(3)), validate.errors], [true, null]);
  assert.equal(valid({ ...soakOf(3), colour: 'red' }), false);
  assert.equal(valid({ ...soakOf(3), windows: [{ ...window(1), verdict: 'green' }] }), false);
});
