import type { SampleLine } from '../history/types.ts';
import { byTime } from './leadership.ts';

type Counter = 'proposalsFailed' | 'leaderChanges';

/**
 * How far each member's counter grew over its samples. A counter that fell was reset by a restart
 * and begins at zero; `first` is what a new process counts without anything having happened.
 */
export function counterGrowth(
  samples: readonly SampleLine[],
  { counter, first }: { counter: Counter; first: number },
): Map<string, number> {
  const growth = new Map<string, number>();
  const last = new Map<string, number>();
  for (const sample of byTime(samples)) {
    const value = sample[counter];
    if (value === undefined) continue;
    const before = last.get(sample.member);
    const step = before === undefined ? 0 : grown(before, value, first);
    growth.set(sample.member, (growth.get(sample.member) ?? 0) + step);
    last.set(sample.member, value);
  }
  return growth;
}

const grown = (before: number, now: number, first: number): number =>
  now >= before ? now - before : Math.max(0, now - first);
