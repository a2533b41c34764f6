import type { EnvelopePoint, EnvelopeProbe, Mood } from './envelope-probe.ts';

/**
 * What the probes say of a point where nobody stayed, taking it that slower is never better: calm
 * below a calm one, down beyond a down one, nervous between nervous ones. Undefined: they do not
 * say, or contradict each other.
 */
export function moodAt(probes: readonly EnvelopeProbe[], point: EnvelopePoint): Mood | undefined {
  const beyond = probes.filter((p) => p.rttMs >= point.rttMs && p.fsyncMs >= point.fsyncMs);
  const below = probes.filter((p) => p.rttMs <= point.rttMs && p.fsyncMs <= point.fsyncMs);
  const atBest = Math.max(CALM, ...below.map(({ mood }) => RANK[mood]));
  const atWorst = Math.min(DOWN, ...beyond.map(({ mood }) => RANK[mood]));
  return atBest === atWorst ? BY_RANK[atBest] : undefined;
}

const BY_RANK: readonly Mood[] = ['calm', 'nervous', 'down'];
const RANK: Readonly<Record<Mood, number>> = { calm: 0, nervous: 1, down: 2 };
const CALM = RANK.calm;
const DOWN = RANK.down;
