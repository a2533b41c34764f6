import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FAULTS } from '../../../src/faults/catalogue.ts';
import { stateWords } from '../../../src/faults/target-need.ts';

test('every fault says what its targets must be: most want a process that runs', () => {
  const told = FAULTS.filter(({ targets }) => targets !== undefined).map(({ name, targets }) => [
    name,
    targets,
  ]);
  const kept = { state: 'kept' };
  assert.deepEqual(Object.fromEntries(told), {
    'power-loss': { state: 'alive' },
    kill: { state: 'alive' },
    terminate: { state: 'alive' },
    lose: kept,
    'wal-bit-flip': kept,
    'db-bit-flip': kept,
    'snap-bit-flip': kept,
    'wal-truncate': kept,
    'wal-delete': kept,
    zombie: kept,
    'wrong-mode': kept,
    'wrong-owner': kept,
    'wrong-initial-cluster': { ...kept, leavesQuorum: true },
    'two-recoveries': { ...kept, least: 2, leavesQuorum: true },
    'token-reused': { ...kept, leavesQuorum: true },
  });
});

test('the states in words', () => {
  assert.deepEqual(
    [{}, { state: 'alive' }, { state: 'kept' }].map((need) => stateWords(need as object)),
    ['running', 'running or paused', 'running, paused or stopped'],
  );
});
