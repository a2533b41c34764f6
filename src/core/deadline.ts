import { pass } from './clock.ts';
import type { Duration } from './duration.ts';

/**
 * Waits for `work`, but no longer than `length`: then throws what `late` makes, and the signal that
 * the work was given is aborted. A result that arrives later is dropped.
 */
export async function deadline<T>(
  length: Duration,
  late: () => Error,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const timer = new AbortController();
  const giveUp = new AbortController();
  const tooLate = pass(length, timer.signal).then(() => {
    const error = late();
    giveUp.abort(error);
    throw error;
  });
  try {
    return await Promise.race([work(giveUp.signal), tooLate]);
  } finally {
    timer.abort();
  }
}
