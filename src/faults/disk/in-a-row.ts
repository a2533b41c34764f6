import { pass } from '../../core/clock.ts';
import { millis, nanos, type Duration } from '../../core/duration.ts';

/** One trip that is slow by chance proves no delay, and one quick one no end of it. */
const IN_A_ROW = 3;

/** Between the starts of trips that would take long one after the other. */
const APART = millis(80);

/**
 * Makes three round trips, each begun after `each`, or a moment after the one before it where that
 * would take long. @returns what they took. @throws what the first one throws; no more are begun.
 */
export async function besideEachOther(
  trip: () => Promise<Duration>,
  { each, signal }: { readonly each: Duration; readonly signal: AbortSignal },
): Promise<Duration[]> {
  const over = new AbortController();
  const apart = Math.min(each, APART);
  const begun = Array.from({ length: IN_A_ROW }, async (_, n) => {
    await pass(nanos(n * apart), AbortSignal.any([signal, over.signal]));
    return await trip();
  });
  try {
    return await Promise.all(begun);
  } finally {
    over.abort();
  }
}

/** Makes three round trips, each after the end of the one before it. @throws what one throws. */
export async function afterEachOther(trip: () => Promise<Duration>): Promise<Duration[]> {
  const took: Duration[] = [];
  while (took.length < IN_A_ROW) took.push(await trip());
  return took;
}
