import type { DrillRecord, Ns, SampleLine } from '../history/types.ts';

/** Who led from `at` on, as the samples show it; undefined = nobody. */
export interface Reign {
  readonly at: Ns;
  readonly leader: string | undefined;
  /** It may have begun this much earlier: the time since the look before at the member that told. */
  readonly slack: Ns;
}

/**
 * Somebody leads when a member that is up names a leader, and that leader is not known to be down:
 * followers go on naming a dead leader for an election timeout.
 */
export function reigns(record: DrillRecord): Reign[] {
  const latest = new Map<string, SampleLine>();
  const out: Reign[] = [];
  for (const sample of byTime(record.samples)) {
    const { at, member } = sample;
    const slack = at - (latest.get(member)?.at ?? at);
    latest.set(member, sample);
    const leader = leaderOf(latest);
    if (out.length === 0 || out.at(-1)?.leader !== leader) out.push({ at, leader, slack });
  }
  return out;
}

function leaderOf(latest: ReadonlyMap<string, SampleLine>): string | undefined {
  let best: SampleLine | undefined;
  for (const sample of latest.values()) {
    if (!sample.up || sample.leader === undefined || sample.leader === '') continue;
    if (latest.get(sample.leader)?.up === false) continue;
    if (best === undefined || BigInt(sample.term ?? 0) > BigInt(best.term ?? 0)) best = sample;
  }
  return best?.leader;
}

export const byTime = (samples: readonly SampleLine[]): SampleLine[] =>
  [...samples].sort((a, b) => a.at - b.at);
