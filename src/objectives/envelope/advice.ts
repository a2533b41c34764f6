import type { EnvelopeProbe, Mood, Timers } from './envelope-probe.ts';
import { edgeOf } from './frontier.ts';

/**
 * A recommended election timeout is this many times the shortest one that was calm: a stay
 * of seconds does not see the pauses that days bring (a busy host, a backup, a garbage collection).
 */
const MARGIN = 5;
/** etcd's own default: heartbeat 100 ms, election 1000 ms. */
const PER_HEARTBEAT = 10;
export const VENDOR_DEFAULT: Timers = { heartbeatMs: 100, electionMs: 1000 };

/** The timers of one election timeout in etcd's default proportion, whole milliseconds. */
export const timersFor = (electionMs: number): Timers => {
  const heartbeatMs = Math.max(1, Math.round(electionMs / PER_HEARTBEAT));
  return { heartbeatMs, electionMs: Math.max(5 * heartbeatMs, Math.round(electionMs)) };
};

/**
 * The vendor's rule for a round trip: a heartbeat of about one, an election timeout of ten.
 * Source: https://etcd.io/docs/v3.6/tuning/#time-parameters
 */
export const vendorRule = (rttMs: number): Timers => {
  const heartbeatMs = Math.max(1, Math.round(rttMs));
  return { heartbeatMs, electionMs: Math.max(5 * heartbeatMs, Math.round(10 * rttMs)) };
};

export interface Advice {
  readonly rttMs: number;
  readonly fsyncMs: number;
  /** Undefined when nothing that was looked at is calm. */
  readonly recommended?: Timers;
  /** The shortest election timeout that was calm, and the longest below it that was not. */
  readonly calmFrom?: number;
  readonly notCalmUpTo?: number;
  /** What became of the vendor's rule and of etcd's default at this place. */
  readonly judged: readonly (Timers & { readonly name: string; readonly mood: Mood })[];
}

/** What the probes of a tuning drill say; they all stayed at one point, with several timers. */
export function adviceOf(probes: readonly EnvelopeProbe[]): Advice | undefined {
  const [first] = probes;
  if (first === undefined) return undefined;
  const { rttMs, fsyncMs } = first;
  // Short timers are the wild side: seen from there, what ends at the edge is "not calm".
  const scales = probes.map(({ electionMs, mood }) => ({ scale: electionMs, mood }));
  const { upTo, from, wavering } = edgeOf(scales, (mood) => mood !== 'calm');
  const calmFrom = wavering ? from : (from ?? leastCalm(probes));
  return {
    ...{ rttMs, fsyncMs, judged: judged(probes, rttMs) },
    ...(calmFrom === undefined ? {} : { calmFrom, recommended: recommended(calmFrom, rttMs) }),
    ...(upTo === undefined ? {} : { notCalmUpTo: upTo }),
  };
}

/** Never below the vendor's rule: where that is calm, it has its margin for a reason. */
function recommended(calmFrom: number, rttMs: number): Timers {
  const least = Math.max(calmFrom * MARGIN, vendorRule(rttMs).electionMs);
  const { electionMs } = timersFor(nice(least));
  const heartbeatMs = Math.max(Math.round(electionMs / PER_HEARTBEAT), Math.ceil(rttMs / 2));
  return { heartbeatMs, electionMs };
}

const leastCalm = (probes: readonly EnvelopeProbe[]): number | undefined =>
  probes
    .filter(({ mood }) => mood === 'calm')
    .map(({ electionMs }) => electionMs)
    .toSorted((a, b) => a - b)[0];

/** Two figures are enough for a timer: 10 ms, 250 ms, 1100 ms. */
function nice(ms: number): number {
  const unit = 10 ** Math.max(0, Math.floor(Math.log10(ms)) - 1);
  return Math.ceil(ms / unit) * unit;
}

function judged(probes: readonly EnvelopeProbe[], rttMs: number): Advice['judged'] {
  const asked = [
    { name: "the vendor's rule", ...vendorRule(rttMs) },
    { name: "etcd's default", ...VENDOR_DEFAULT },
  ];
  return asked.flatMap((one) => {
    const seen = probes.filter(
      (p) => p.electionMs === one.electionMs && p.heartbeatMs === one.heartbeatMs,
    );
    const worst = (['down', 'nervous', 'calm'] as const).find((m) =>
      seen.some((p) => p.mood === m),
    );
    return worst === undefined ? [] : [{ ...one, mood: worst }];
  });
}
