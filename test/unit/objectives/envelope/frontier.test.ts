import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { EnvelopeProbe, Mood } from '../../../../src/objectives/envelope/envelope-probe.ts';
import { edgeOf, frontiersOf, type Edge } from '../../../../src/objectives/envelope/frontier.ts';

const calm = (mood: Mood): boolean => mood === 'calm';
const seen = (text: string) =>
  text.split(' ').map((word) => {
    const [scale, letter] = [Number(word.slice(0, -1)), word.at(-1)];
    const mood: Mood = letter === 'c' ? 'calm' : letter === 'n' ? 'nervous' : 'down';
    return { scale, mood };
  });

const cases: readonly [string, string, Edge][] = [
  ['an edge', '1c 2c 3n 4d', { upTo: 2, from: 3, wavering: false }],
  ['in any order', '4d 2c 3n 1c', { upTo: 2, from: 3, wavering: false }],
  ['calm everywhere', '1c 2c', { upTo: 2, wavering: false }],
  ['calm nowhere', '1n 2d', { from: 1, wavering: false }],
  ['a contradiction in the middle', '1c 2n 3c 4n', { upTo: 1, from: 4, wavering: true }],
  ['a contradiction at the end', '1c 2n 3c', { upTo: 1, wavering: true }],
  ['a contradiction at the start', '1n 2c 3n', { from: 3, wavering: true }],
];
for (const [name, probes, edge] of cases) {
  test(`${name}: ${probes}`, () => assert.deepEqual(edgeOf(seen(probes), calm), edge));
}

test('every ray has its frontiers, from the probes on it', () => {
  const timers = { heartbeatMs: 100, electionMs: 1000 };
  const rest = { electionTookMs: 1, spurious: 0, leaderless: 0, unservedMs: 0 };
  const at = (rttMs: number, fsyncMs: number, mood: Mood): EnvelopeProbe => ({
    ...{ ...timers, ...rest, rttMs, fsyncMs, mood },
  });
  const probes = [at(10, 0, 'calm'), at(20, 0, 'nervous'), at(40, 0, 'down'), at(0, 7, 'calm')];
  assert.deepEqual(frontiersOf([...probes, at(4, 4, 'down')]), [
    {
      ray: 'round trip',
      calm: { upTo: 10, from: 20, wavering: false },
      down: { upTo: 20, from: 40, wavering: false },
    },
    { ray: 'fsync', calm: { upTo: 7, wavering: false }, down: { upTo: 7, wavering: false } },
    {
      ray: 'both alike',
      calm: { from: 4, wavering: false },
      down: { from: 4, wavering: false },
    },
  ]);
});
