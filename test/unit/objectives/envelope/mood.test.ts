import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  moodOf,
  type Mood,
  type Seen,
} from '../../../../src/objectives/envelope/envelope-probe.ts';

const CALM: Seen = { electionTookMs: 1200, spurious: 0, leaderless: 0, unservedMs: 30 };
const cases: readonly [string, Partial<Seen>, Mood][] = [
  ['one election, one leader', {}, 'calm'],
  ['an election that nobody asked for', { spurious: 1 }, 'nervous'],
  ['a while without a leader', { leaderless: 0.01 }, 'nervous'],
  ['half of the time without a leader', { leaderless: 0.5 }, 'down'],
  ['nobody elected', { electionTookMs: -1 }, 'down'],
  ['nobody elected, nothing else seen', { electionTookMs: -1, spurious: 3 }, 'down'],
];
for (const [name, seen, mood] of cases) {
  test(`${name} is ${mood}`, () => assert.equal(moodOf({ ...CALM, ...seen }), mood));
}
