import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MARK } from '../../../src/history/marks.ts';
import type { DrillRecord } from '../../../src/history/types.ts';
import type { EnvelopeProbe, Mood } from '../../../src/objectives/envelope/envelope-probe.ts';
import { envelopeSection } from '../../../src/report/page/envelope-section.ts';
import { mixedRun } from '../../support/sample-run/sample-run.ts';

const [sample] = mixedRun(1).records as [DrillRecord];

const stay = (rttMs: number, fsyncMs: number, mood: Mood, electionMs = 1000): EnvelopeProbe => ({
  ...{ rttMs, fsyncMs, mood, electionMs, heartbeatMs: electionMs / 10 },
  ...{ electionTookMs: mood === 'down' ? -1 : 900, spurious: mood === 'nervous' ? 2 : 0 },
  ...{ leaderless: 0, unservedMs: 0 },
});

/** The section of a drill whose record says these stays. */
const section = (probes: readonly EnvelopeProbe[]): string =>
  envelopeSection({
    ...sample,
    marks: probes.map((probe, at) => ({
      ...{ t: 'mark', name: MARK.envelopeProbe, at },
      detail: probe as never,
    })),
  }).text;

const seen = (text: string): string[] =>
  text
    .replaceAll(/<title>[^<]*<\/title>/g, '')
    .split(/<[^>]+>/)
    .map((part) => part.replaceAll(/\s+/g, ' ').trim())
    .filter((part) => part !== '');

const RAYS = [
  ...[stay(20, 0, 'calm'), stay(400, 0, 'calm'), stay(600, 0, 'nervous'), stay(900, 0, 'down')],
  ...[stay(0, 15, 'calm'), stay(0, 300, 'calm'), stay(0, 500, 'down')],
  ...[stay(100, 100, 'calm'), stay(200, 200, 'nervous'), stay(700, 700, 'down')],
];

test('the envelope in words: timers, axes, legend, and where it turns', () => {
  assert.deepEqual(seen(section(RAYS)), [
    'The envelope',
    'Heartbeat 100 ms, election timeout 1000 ms: 10 stays, each with one forced election.',
    ...['0', '0', '100 ms', '100 ms', 'added to the round trip', 'added to fsync'],
    ...['calm', 'nervous', 'down'],
    ...['dot: a stay', 'area: what follows from the stays', 'no colour: not known'],
    ...['Added', 'Calm up to', 'Down from'],
    ...['round trip', '400 ms (no more at 600 ms)', '900 ms (not yet at 600 ms)'],
    ...['fsync', '300 ms (no more at 500 ms)', '500 ms (not yet at 300 ms)'],
    ...['both alike', '100 ms (no more at 200 ms)', '700 ms (not yet at 200 ms)'],
  ]);
});

interface Bar extends Record<'x' | 'y' | 'width' | 'height', number> {
  readonly mood: string;
}

const bars = (text: string): Bar[] =>
  [...text.matchAll(/<rect\s+class="(\w+)"([^>]*)>/g)].map(([, mood = '', attributes = '']) => {
    const pairs = [...attributes.matchAll(/(\w+)="([\d.]+)"/g)];
    return { mood, ...Object.fromEntries(pairs.map(([, k, v]) => [k, Number(v)])) } as Bar;
  });

const dots = (text: string): { mood: string; x: number; y: number }[] =>
  [...text.matchAll(/<circle class="(\w+)" cx="([\d.]+)" cy="([\d.]+)"/g)].map(
    ([, mood = '', x, y]) => ({ mood, x: Number(x), y: Number(y) }),
  );

test('a stay lies in no area that says something else of it, and no two areas overlap', () => {
  const text = section(RAYS);
  const [all, stays] = [bars(text), dots(text)];
  assert.deepEqual(
    stays.map(({ mood }) => mood),
    RAYS.map(({ mood }) => mood),
  );
  const around = stays.flatMap(({ mood, x, y }) =>
    all
      .filter((bar) => bar.x <= x && x < bar.x + bar.width - 0.3)
      .filter((bar) => bar.y <= y && y < bar.y + bar.height)
      .map((bar) => ({ mood, area: bar.mood })),
  );
  assert.deepEqual(
    around,
    around.map(({ mood }) => ({ mood, area: mood })),
  );
  assert.ok(around.length >= 4, `${around.length} stays lie in an area`);
  const overlap = (a: Bar, b: Bar): boolean =>
    a.x === b.x && a.y + 0.1 < b.y + b.height && b.y + 0.1 < a.y + a.height;
  const pairs = all.flatMap((a, i) => all.slice(i + 1).filter((b) => overlap(a, b)));
  assert.deepEqual([all.length > 40, pairs], [true, []]);
});

test('timers that were tried, shortest first, and what follows', () => {
  const tried = [stay(20, 8, 'calm', 1000), stay(20, 8, 'down', 100), stay(20, 8, 'nervous', 200)];
  assert.deepEqual(seen(section(tried)).slice(2), [
    ...['Heartbeat', 'Election timeout', 'Mood', 'Election took', 'Spurious elections'],
    ...['10 ms', '100 ms', 'down', 'none', '0'],
    ...['20 ms', '200 ms', 'nervous', '900 ms', '2'],
    ...['100 ms', '1000 ms', 'calm', '900 ms', '0'],
  ]);
});

test('a drill that did not look for an envelope has none', () => {
  assert.equal(section([]), '');
  assert.equal(envelopeSection(undefined).text, '');
});
