import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseSeed, seededRng } from '../../../src/core/rng.ts';

const draws = (seed: string): number[] => {
  const rng = seededRng(seed);
  return Array.from({ length: 20 }, () => rng.int(0, 1000));
};

test('one seed draws the same numbers, another seed others', () => {
  assert.deepEqual(draws('0x5eed'), draws('0x5eed'));
  assert.notDeepEqual(draws('0x5eed'), draws('0x5eee'));
});

test('a fork depends on its name, not on what was drawn before it', () => {
  const early = seededRng('0x1').fork('faults').int(0, 1e9);
  const rng = seededRng('0x1');
  rng.int(0, 10);
  assert.equal(rng.fork('faults').int(0, 1e9), early);
  assert.notEqual(rng.fork('load').int(0, 1e9), early);
});

test('shuffle keeps every item once', () => {
  const items = ['m1', 'm2', 'm3', 'm4', 'm5'];
  assert.deepEqual(seededRng('7').shuffle(items).sort(), items);
});

const seeds = [
  ['0x5EED', '0x5eed'],
  ['42', '0x2a'],
  ['5eed', undefined],
  ['', undefined],
  ['-1', undefined],
] as const;

for (const [text, canonical] of seeds) {
  test(`seed "${text}" is ${canonical ?? 'refused'}`, () => {
    assert.equal(parseSeed(text), canonical);
  });
}
