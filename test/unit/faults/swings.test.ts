import assert from 'node:assert/strict';
import { test } from 'node:test';
import { millis } from '../../../src/core/duration.ts';
import { seededRng } from '../../../src/core/rng.ts';
import { drawSwings, swingsTold, turnOf } from '../../../src/faults/swings.ts';

const mean = { down: millis(200), up: millis(301) };
const swingsOf = (seed: string) => drawSwings(seededRng(seed), mean);

test('what is drawn is told, and told again by the same seed', () => {
  const told = swingsTold(swingsOf('a'));
  assert.match(told, /^down\/up in ms, again and again:( \d+\/\d+){16}$/);
  assert.deepEqual([swingsTold(swingsOf('a')), swingsTold(swingsOf('b')) === told], [told, false]);
});

test('every swing is of half to 1.5 of what is asked for, whatever the seed', (t) => {
  let cases = 0;
  for (let seed = 0; seed < 200; seed++) {
    for (const { down, up } of swingsOf(String(seed))) {
      const fits = [down, up].every((length) => Number.isInteger(length / 1e6));
      assert.ok(fits && down >= 100e6 && down <= 300e6 && up >= 150.5e6 && up <= 451.5e6);
      cases += 1;
    }
  }
  t.diagnostic(`${cases} swings`);
});

test('down and up take turns, and after the last swing the first comes again', () => {
  const swings = [
    { down: millis(1), up: millis(2) },
    { down: millis(3), up: millis(4) },
  ];
  assert.deepEqual(
    [0, 1, 2, 3, 4].map((n) => turnOf(swings, n)),
    [
      { down: true, lasts: millis(1) },
      { down: false, lasts: millis(2) },
      { down: true, lasts: millis(3) },
      { down: false, lasts: millis(4) },
      { down: true, lasts: millis(1) },
    ],
  );
});
