import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  formatDuration,
  millis,
  parseDuration,
  seconds,
  toMillis,
} from '../../../src/core/duration.ts';

const parsed = [
  ['500ms', 5e8],
  ['1.5s', 1.5e9],
  ['2m', 120e9],
  ['20 ms', undefined],
  ['20', undefined],
  ['-1s', undefined],
  ['1h', 3600e9],
  ['250us', 25e4],
] as const;

for (const [text, ns] of parsed) {
  test(`"${text}" is ${ns ?? 'refused'}`, () => {
    assert.equal(parseDuration(text), ns);
  });
}

const shown = [
  [850, '850 ns'],
  [3_200_000, '3.2 ms'],
  [1_360_000_000, '1.36 s'],
  [125e9, '2 m 05 s'],
  [20e6, '20 ms'],
  [100e6, '100 ms'],
] as const;

for (const [ns, text] of shown) {
  test(`${ns} ns is shown as ${text}`, () => {
    assert.equal(formatDuration(ns), text);
  });
}

test('a duration survives its units', () => {
  assert.equal(toMillis(seconds(1.5)), 1500);
  assert.equal(millis(20), 20_000_000);
});
