import { millis, toMillis, type Duration } from '../../core/duration.ts';
import type { Rng } from '../../core/rng.ts';

export interface DrawnRegions {
  /** 0 within a region. */
  rtt(a: string, b: string): Duration;
  /** `m1 m3 | m2; r1-r2 40 ms`. */
  readonly told: string;
}

/** Deals the members out to regions in turn, and draws a round trip for each pair of regions. */
export function drawRegions(
  members: readonly string[],
  { regions, from, to }: { regions: number; from: Duration; to: Duration },
  rng: Rng,
): DrawnRegions {
  const count = Math.min(regions, members.length);
  const dealt = rng.shuffle(members);
  const regionOf = new Map(dealt.map((name, i) => [name, i % count]));
  const rtts = new Map<string, Duration>();
  for (let a = 0; a < count; a++) {
    for (let b = a + 1; b < count; b++) {
      rtts.set(`r${a + 1}-r${b + 1}`, millis(rng.int(toMillis(from), toMillis(to))));
    }
  }
  const pairOf = (a: string, b: string): string => {
    const [low = 0, high = 0] = [regionOf.get(a) ?? 0, regionOf.get(b) ?? 0].sort((x, y) => x - y);
    return `r${low + 1}-r${high + 1}`;
  };
  const groups = Array.from({ length: count }, (_, r) => dealt.filter((_n, i) => i % count === r));
  const distances = [...rtts].map(([pair, rtt]) => `${pair} ${toMillis(rtt)} ms`).join(', ');
  return {
    rtt: (a, b) => rtts.get(pairOf(a, b)) ?? millis(0),
    told: `${groups.map((group) => group.join(' ')).join(' | ')}; ${distances}`,
  };
}
