import assert from 'node:assert/strict';
import { test } from 'node:test';
import { worstStatus } from '../../../src/core/check-result.ts';
import { worst } from '../../../src/core/verdict.ts';

test('the worst verdict counts, and nothing at all proves nothing', () => {
  assert.equal(worst(['passed', 'missed', 'inconclusive']), 'missed');
  assert.equal(worst(['broken', 'unsafe']), 'unsafe');
  assert.equal(worst(['passed', 'passed']), 'passed');
  assert.equal(worst([]), 'inconclusive');
});

test('violated beats unknown beats holds', () => {
  assert.equal(worstStatus(['holds', 'unknown', 'violated']), 'violated');
  assert.equal(worstStatus(['holds', 'unknown']), 'unknown');
  assert.equal(worstStatus(['holds']), 'holds');
  assert.equal(worstStatus([]), 'unknown');
});
