import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { DrillRecord } from '../../../src/history/types.ts';
import { measure } from '../../../src/objectives/measure.ts';
import { record, restore, sample } from '../../support/record-parts.ts';

const names = ['leader.changes', 'leaderless.seconds', 'proposals.failed'];
const figuresOf = (r: DrillRecord) =>
  names.map((name) => {
    const found = measure(r).objectives.find((o) => o.name === name);
    return found?.value ?? found?.reason;
  });

test('a leader that falls silent: leaderless until another member names a new one', () => {
  const samples = [
    sample('m1', 1, { leader: 'm1', term: '2' }),
    sample('m2', 1, { leader: 'm1', term: '2' }),
    sample('m1', 2, { up: false }),
    sample('m2', 2, { leader: 'm1', term: '2' }),
    sample('m2', 3, { term: '3' }),
    sample('m2', 4, { leader: 'm2', term: '3' }),
    sample('m2', 5, { leader: 'm2', term: '3' }),
  ];
  assert.deepEqual(figuresOf(record({ samples })), [1, 2, 'no sample has the counter']);
});

test('counters see what happened between two samples; a restart begins at its first election', () => {
  const counters = (seconds: number, leaderChanges: number, proposalsFailed: number) =>
    sample('m1', seconds, { leader: 'm1', term: '9', leaderChanges, proposalsFailed });
  const samples = [counters(1, 1, 5), counters(2, 4, 7), counters(3, 1, 2), counters(4, 2, 2)];
  assert.deepEqual(figuresOf(record({ samples })), [4, 0, 4]);
});

test('the first leader of a restored cluster is no change', () => {
  const samples = [
    sample('m1', 1, { leader: 'm1', term: '7', leaderChanges: 3 }),
    sample('m1', 8, { leader: 'm1', term: '2', leaderChanges: 1 }),
  ];
  assert.deepEqual(figuresOf(record({ samples, epochs: [restore(5, '9')] }))[0], 0);
});

test('without samples nothing is known', () => {
  const blind = 'no sample names a leader';
  assert.deepEqual(figuresOf(record()), [blind, blind, 'no sample has the counter']);
});
