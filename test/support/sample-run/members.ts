import type { SampleLine } from '../../../src/history/types.ts';
import { sample } from '../record-parts.ts';

/** From `since` seconds on a member is what `as` says. */
export interface Stand {
  readonly since: number;
  readonly as: Partial<SampleLine>;
}

/** Looks at one member every tenth of a second. */
export function samplesOf(member: string, until: number, stands: readonly Stand[]): SampleLine[] {
  const samples: SampleLine[] = [];
  for (let now = 0.3; now < until; now += 0.1) {
    const stand = stands.findLast(({ since }) => since <= now);
    if (stand !== undefined) samples.push(sample(member, now, stand.as));
  }
  return samples;
}

export const led = (leader: string, term: number, more: Partial<SampleLine> = {}) => ({
  up: true,
  leader,
  term: String(term),
  ...more,
});
export const alone = (term: number) => ({ up: true, term: String(term) });
export const down = { up: false };
