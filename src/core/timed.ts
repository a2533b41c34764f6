import { startClock } from './clock.ts';
import type { Progress } from './progress.ts';

/** Tells `progress` that a long step begins and, when it went well, how long it took. */
export async function timed<T>(
  progress: Progress,
  what: string,
  work: () => Promise<T>,
): Promise<T> {
  const clock = startClock();
  progress({ what });
  const result = await work();
  progress({ what, doneMs: Math.round(clock.now() / 1e6) });
  return result;
}
