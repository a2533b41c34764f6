import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { DrillResult } from '../../../src/core/run-result.ts';
import { measure } from '../../../src/objectives/measure.ts';
import { repeated } from '../../../src/objectives/repeated.ts';
import { fault, header, mark, put, record } from '../../support/record-parts.ts';

test('faults are joined by id; only a proof makes them bite or be gone', () => {
  const faults = [
    fault({ phase: 'inject' }),
    fault({ phase: 'bites', evidence: 'm1 hears nobody' }),
    fault({ phase: 'inject', id: 2, name: 'pause', targets: ['m2'] }),
    fault({ phase: 'heal' }),
    fault({ phase: 'gone', evidence: 'm1 hears all' }),
    fault({ phase: 'bites', id: 2, name: 'pause', ok: false, evidence: 'm2 still answers' }),
  ];
  const evidence = 'm1 hears nobody; m1 hears all';
  assert.deepEqual(measure(record({ faults })).faults, [
    { name: 'isolate', targets: ['m1'], bit: true, gone: true, evidence },
    { name: 'pause', targets: ['m2'], bit: false, gone: false, evidence: 'm2 still answers' },
  ]);
});

test('the load is counted without the probes', () => {
  const ops = [
    put({ from: 1, to: 1.1 }),
    put({ from: 1, to: 2, outcome: 'fail' }),
    put({ from: 2, to: null, outcome: 'info' }),
    put({ from: 2, to: 3 }),
    put({ from: 2, to: 9, probe: true }),
  ];
  assert.deepEqual(measure(record({ ops })).workload, { ok: 2, fail: 1, info: 1, opsPerSecond: 1 });
});

test('phases last until the next one, the last until the record ends', () => {
  const marks = [mark('phase', 0, { phase: 'build' }), mark('phase', 2.5, { phase: 'act' })];
  const ops = [put({ from: 3, to: 4 })];
  const expected = [
    { name: 'build', seconds: 2.5 },
    { name: 'act', seconds: 1.5 },
  ];
  assert.deepEqual(measure(record({ marks, ops })).phases, expected);
});

test('an objective that nobody can measure is said, not dropped', () => {
  const objectives = [{ name: 'rto.moon', bound: 1, unit: 's' }];
  const all = measure(record({ header: header({ objectives }) })).objectives;
  assert.deepEqual(all.at(-1), {
    name: 'rto.moon',
    status: 'unmeasured',
    value: null,
    bound: 1,
    unit: 's',
    plusMinus: 0,
    reason: 'no objective of this name exists',
  });
});

test('repetitions: median, least and greatest of what was measured', () => {
  const played = (value: number | null, scenario = 'A') =>
    ({
      scenario,
      scene: 's',
      objectives: [{ name: 'rto', unit: 's', value }],
    }) as unknown as DrillResult;
  const drills = [played(3), played(1), played(null), played(8), played(4), played(9, 'B')];
  assert.deepEqual(repeated(drills), [
    { scenario: 'A', name: 'rto', unit: 's', samples: 4, median: 3.5, min: 1, max: 8 },
  ]);
});
