import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MARK } from '../../../src/history/marks.ts';
import { measure } from '../../../src/objectives/measure.ts';
import { get, mark, put, record, restore } from '../../support/record-parts.ts';

const steady = Array.from({ length: 100 }, (_, i) =>
  put({ from: 1 + i * 0.01, to: 1.002 + i * 0.01 }),
);
const after = (latency: number, from: number) =>
  Array.from({ length: 100 }, (_, i) =>
    put({ from: from + i * 0.02, to: from + latency + i * 0.02, epoch: 2 }),
  );
const marks = [
  mark(MARK.steadyFrom, 1),
  mark(MARK.steadyTo, 2),
  mark(MARK.decision, 3),
  mark(MARK.loss, 4),
  mark(MARK.decision, 5),
  mark(MARK.dataDirReady, 5.25),
  mark(MARK.processUp, 5.5),
  mark(MARK.fullRedundancy, 7),
];
const drill = record({
  marks,
  epochs: [restore(5.25, '2')],
  ops: [
    ...steady,
    put({ from: 3.9, to: 4.02, outcome: 'info' }),
    put({ from: 3.95, to: 4.05 }),
    get({
      from: 4.06,
      to: 4.07,
      outcome: 'fail',
      req: { op: 'get', key: 'k', serializable: true },
    }),
    put({ from: 4.1, to: 4.2, outcome: 'info', connectNs: 1e6 }),
    put({ from: 4.12, to: 4.3, outcome: 'fail' }),
    get({ from: 5.7, to: 5.75, epoch: 2, outcome: 'fail' }),
    get({ from: 5.8, to: 5.85, epoch: 2 }),
    put({ from: 5.9, to: 6, epoch: 2 }),
    ...after(0.1, 6.1),
    ...after(0.003, 9),
  ].sort((a, b) => a.call - b.call),
});
const stage = (name: string, seconds: number, plusMinus: number) => ({
  name,
  at: seconds,
  unit: 's',
  plusMinus,
});

test('every stage in its order, with its error bar', () => {
  const rounded = measure(drill).stages.map((s) => ({
    ...s,
    at: s.at === null ? null : Number(s.at.toFixed(6)),
    plusMinus: Number(s.plusMinus.toFixed(6)),
  }));
  const missing = { at: null, unit: 's', plusMinus: 0 };
  assert.deepEqual(rounded, [
    stage('loss', 0, 0),
    stage('noticed', 0.2, 0.151),
    stage('decision', 1, 0.02),
    stage('data dir ready', 1.25, 0.02),
    stage('first process up', 1.5, 0.02),
    stage('first linearizable read', 1.85, 0.1),
    stage('first acknowledged write', 2, 1.78),
    stage('full redundancy', 3, 0.02),
    { name: 'watchers resumed', ...missing, reason: 'no "watchers-resumed" mark' },
    stage('p99 back', 5.003, 0.02),
  ]);
});

test('a drill that lost nothing for good has no stages', () => {
  assert.deepEqual(measure({ ...drill, marks: [] }).stages, []);
});

test('a held-up harness has no times at all', () => {
  const lagging = { ...drill, marks: [...marks, mark(MARK.resources, 12, { lagMs: 21 })] };
  const times = measure(lagging).stages.map(({ at, reason }) => [at, reason]);
  const reason = 'the harness was held up for 21 ms, its bound is 20 ms';
  assert.deepEqual(
    times,
    Array.from({ length: 10 }, () => [null, reason]),
  );
});
