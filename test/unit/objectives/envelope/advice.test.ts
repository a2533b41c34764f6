import assert from 'node:assert/strict';
import { test } from 'node:test';
import { adviceOf, timersFor, vendorRule } from '../../../../src/objectives/envelope/advice.ts';
import type { EnvelopeProbe, Mood } from '../../../../src/objectives/envelope/envelope-probe.ts';

const PLACE = { rttMs: 10, fsyncMs: 20 };
const REST = { electionTookMs: 1, spurious: 0, leaderless: 0, unservedMs: 0 };
const stay = (heartbeatMs: number, electionMs: number, mood: Mood): EnvelopeProbe => ({
  ...{ ...PLACE, ...REST, heartbeatMs, electionMs, mood },
});

test('five times the shortest calm election timeout, in two figures', () => {
  const probes = [stay(100, 1000, 'calm'), stay(4, 41, 'calm'), stay(4, 38, 'nervous')];
  assert.deepEqual(adviceOf(probes), {
    ...PLACE,
    recommended: { heartbeatMs: 21, electionMs: 210 },
    calmFrom: 41,
    notCalmUpTo: 38,
    judged: [{ name: "etcd's default", heartbeatMs: 100, electionMs: 1000, mood: 'calm' }],
  });
});

test("a rule that is not calm is judged so, by its worst stay; and is the recommendation's floor", () => {
  const probes = [stay(10, 100, 'calm'), stay(10, 100, 'nervous'), stay(1, 12, 'calm')];
  assert.deepEqual(adviceOf(probes)?.judged, [
    { name: "the vendor's rule", heartbeatMs: 10, electionMs: 100, mood: 'nervous' },
  ]);
  assert.deepEqual(adviceOf([stay(1, 12, 'calm')])?.recommended, {
    heartbeatMs: 10,
    electionMs: 100,
  });
});

test('nothing is recommended where nothing was calm, or the longest tried was not', () => {
  assert.deepEqual(adviceOf([stay(100, 1000, 'down')]), {
    ...{ ...PLACE, notCalmUpTo: 1000 },
    judged: [{ name: "etcd's default", heartbeatMs: 100, electionMs: 1000, mood: 'down' }],
  });
  const wavering = adviceOf([stay(10, 100, 'calm'), stay(100, 1000, 'nervous')]);
  assert.equal(wavering?.recommended, undefined);
  assert.equal(adviceOf([]), undefined);
});

test('etcd refuses an election timeout below five heartbeats', () => {
  for (const electionMs of [1, 4, 10, 12, 999]) {
    const { heartbeatMs, electionMs: given } = timersFor(electionMs);
    assert.ok(given >= 5 * heartbeatMs, `${heartbeatMs}/${given}`);
  }
  assert.deepEqual(vendorRule(0.2), { heartbeatMs: 1, electionMs: 5 });
});
