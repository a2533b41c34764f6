import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { DrillRecord } from '../../../src/history/types.ts';
import { measure } from '../../../src/objectives/measure.ts';
import { del, mark, put, record, restore } from '../../support/record-parts.ts';

const rpoOf = (r: DrillRecord) =>
  Object.fromEntries(
    measure(r)
      .objectives.filter(({ name }) => name.startsWith('rpo.'))
      .map(({ name, value, status }) => [name, [value, status]]),
  );
const figures = (writes: number, bytes: number, revisions: number, s: number, deletes: number) => ({
  'rpo.writes': [writes, 'met'],
  'rpo.bytes': [bytes, 'met'],
  'rpo.revisions': [revisions, 'met'],
  'rpo.seconds': [s, 'met'],
  'rpo.undone-deletes': [deletes, 'met'],
});

const before = [put({ from: 0.9, to: 1, rev: '10' }), put({ from: 1.9, to: 2, rev: '11' })];
const txn = {
  op: 'txn',
  compares: [],
  then: [
    { op: 'put', key: 'ab', value: { sha256: 'feed', size: 100 } },
    { op: 'delete', key: 'x' },
  ],
  else: [],
} as const;
const lost = [
  put({ from: 2.1, to: 2.5, rev: '13' }),
  del({ from: 2.6, to: 2.7, rev: '14' }),
  put({
    from: 2.8,
    to: 4,
    req: txn,
    res: { rev: '16', succeeded: true, responses: [{}, { deleted: 1 }] },
  }),
];
const uncounted = [
  put({ from: 3, to: 5, rev: '17', probe: true }),
  put({ from: 3, to: 5, outcome: 'info' }),
  put({ from: 3, to: 5, req: { op: 'delete', key: 'gone' }, res: { rev: '16', deleted: 0 } }),
  put({ from: 8, to: 9, rev: '40', epoch: 2 }),
];
const drill = (ops: DrillRecord['ops']) => record({ ops, epochs: [restore(6, '11')] });

test('acknowledged writes behind the snapshot: calls, bytes, revisions, seconds, deletes apart', () => {
  assert.deepEqual(rpoOf(drill([...before, ...lost, ...uncounted])), figures(2, 111, 5, 2, 2));
});

test('a snapshot of everything loses nothing', () => {
  assert.deepEqual(rpoOf(drill([...before, ...uncounted])), figures(0, 0, 0, 0, 0));
});

test('without any write kept the seconds count from the snapshot', () => {
  assert.deepEqual(rpoOf(drill(lost)), figures(2, 111, 5, 4, 2));
});

test('a loss without a restore is unmeasured, a drill without a loss has no RPO', () => {
  const reasons = (r: DrillRecord) => measure(r).objectives[1]?.reason;
  assert.equal(reasons(record({ marks: [mark('loss', 3)] })), 'the lost cluster was not restored');
  assert.equal(reasons(record()), 'nothing was restored in this drill');
});
