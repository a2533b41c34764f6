import type { EnvelopePoint, EnvelopeProbe, Mood } from './envelope-probe.ts';

/** A direction in the plane of round trip and fsync, walked from the origin. */
export interface Ray {
  readonly name: string;
  /** The point at `scale`, milliseconds. */
  at(scaleMs: number): EnvelopePoint;
  /** The scale of a point on this ray; undefined when it is not on it. */
  scaleOf(point: EnvelopePoint): number | undefined;
}

const round = (ms: number): number => Math.max(1, Math.round(ms));

export const RAYS: readonly Ray[] = [
  {
    name: 'round trip',
    at: (scale) => ({ rttMs: round(scale / 2) * 2, fsyncMs: 0 }),
    scaleOf: ({ rttMs, fsyncMs }) => (fsyncMs === 0 && rttMs > 0 ? rttMs : undefined),
  },
  {
    name: 'fsync',
    at: (scale) => ({ rttMs: 0, fsyncMs: round(scale) }),
    scaleOf: ({ rttMs, fsyncMs }) => (rttMs === 0 && fsyncMs > 0 ? fsyncMs : undefined),
  },
  {
    name: 'both alike',
    at: (scale) => ({ rttMs: round(scale / 2) * 2, fsyncMs: round(scale / 2) * 2 }),
    scaleOf: ({ rttMs, fsyncMs }) => (rttMs === fsyncMs && rttMs > 0 ? rttMs : undefined),
  },
];

/** Between `upTo` and `from` a mood ends; each undefined where no probe shows it. */
export interface Edge {
  readonly upTo?: number;
  readonly from?: number;
  /** Probes contradict each other: the edge lies in this span, no closer. */
  readonly wavering: boolean;
}

export interface Frontier {
  readonly ray: string;
  /** Where calm ends, milliseconds on the ray. */
  readonly calm: Edge;
  /** Where the cluster goes down. */
  readonly down: Edge;
}

/** The frontiers that probes of one pair of timers show, ray by ray. */
export const frontiersOf = (probes: readonly EnvelopeProbe[]): Frontier[] =>
  RAYS.map((ray) => {
    const on = probes.flatMap((probe) => {
      const scale = ray.scaleOf(probe);
      return scale === undefined ? [] : [{ scale, mood: probe.mood }];
    });
    return {
      ray: ray.name,
      calm: edgeOf(on, (mood) => mood === 'calm'),
      down: edgeOf(on, (mood) => mood !== 'down'),
    };
  });

/** Where what `holds` at small scales ends. Contradicting probes widen the edge. */
export function edgeOf(
  probes: readonly { readonly scale: number; readonly mood: Mood }[],
  holds: (mood: Mood) => boolean,
): Edge {
  const good = probes.filter(({ mood }) => holds(mood)).map(({ scale }) => scale);
  const bad = probes.filter(({ mood }) => !holds(mood)).map(({ scale }) => scale);
  const firstBad = Math.min(...bad);
  const lastGood = Math.max(...good);
  const below = good.filter((scale) => scale < firstBad);
  const above = bad.filter((scale) => scale > lastGood);
  return {
    ...(below.length === 0 ? {} : { upTo: Math.max(...below) }),
    ...(above.length === 0 ? {} : { from: Math.min(...above) }),
    wavering: bad.length > 0 && lastGood >= firstBad,
  };
}
