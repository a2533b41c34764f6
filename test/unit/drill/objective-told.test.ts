import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ObjectiveResult } from '../../../src/core/run-result.ts';
import { objectiveTold } from '../../../src/drill/objective-told.ts';

const rto = { name: 'rto', status: 'missed', unit: 's', plusMinus: 0 } as const;

const cases: readonly (readonly [ObjectiveResult, string])[] = [
  [{ ...rto, value: 7.1239, bound: 5 }, 'rto is 7.12 s, the scene allows 5 s'],
  [
    { ...rto, name: 'latency.recovery', unit: 'ratio', value: 12.924925143495397, bound: 3 },
    'latency.recovery is 12.9×, the scene allows 3×',
  ],
  [{ ...rto, value: 7, bound: null }, 'rto is 7 s'],
  [{ ...rto, value: null, bound: 5, reason: 'no write' }, 'rto could not be measured: no write'],
  [{ ...rto, value: null, bound: 5 }, 'rto could not be measured: nothing was recorded'],
];

for (const [objective, words] of cases) {
  test(`an objective is told: ${words}`, () => assert.equal(objectiveTold(objective), words));
}
