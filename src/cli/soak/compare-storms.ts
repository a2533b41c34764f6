import type { SoakFacts, SoakWindow } from '../../core/run-result.ts';

type Storm = Pick<SoakWindow, 'window' | 'schedule'>;

/**
 * What the seed drew for the windows of two soaks, held against each other round by round. Windows
 * that only one of them came to are left out: how many there are is a matter of time.
 * @param only faults of one window that the second soak was asked to play alone.
 * @returns one sentence for each difference; empty when the draws are equal.
 */
export function compareStorms(
  before: SoakFacts,
  after: SoakFacts,
  only?: readonly number[],
): string[] {
  const storms = stormsOf(before, only);
  return after.windows.flatMap(({ window, schedule }) => {
    const then = storms.find((storm) => storm.window === window);
    if (then === undefined) return [];
    const rounds = Math.max(then.schedule.length, schedule.length);
    return Array.from({ length: rounds }, (_, i) => {
      const [was, is] = [then.schedule[i] ?? 'nothing', schedule[i] ?? 'nothing'];
      return was === is ? [] : [`window ${window}, round ${i + 1}: was ${was}, is ${is}`];
    }).flat();
  });
}

/** A soak that looked for the fewest faults also says what these are by themselves. */
function stormsOf({ windows, minimised }: SoakFacts, only?: readonly number[]): readonly Storm[] {
  const isIt = minimised !== undefined && only?.join() === minimised.only.join();
  return isIt ? [minimised] : windows;
}
