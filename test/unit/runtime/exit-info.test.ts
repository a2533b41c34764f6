import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readExit, type RawExit } from '../../../src/runtime/exit-info.ts';

const cases: [Parameters<typeof readExit>, RawExit][] = [
  [[0], { code: 0, signal: null }],
  [[1], { code: 1, signal: null }],
  [[137], { code: null, signal: 'SIGKILL' }],
  [[143], { code: null, signal: 'SIGTERM' }],
  [[255], { code: 255, signal: null }],
  [[null, 'SIGKILL'], { code: null, signal: 'SIGKILL' }],
];

for (const [given, exit] of cases) {
  test(`${JSON.stringify(given)} is ${JSON.stringify(exit)}`, () => {
    assert.deepEqual(readExit(...given), exit);
  });
}
