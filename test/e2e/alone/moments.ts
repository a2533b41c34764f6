import { pass } from '../../../src/core/clock.ts';
import { millis, type Duration } from '../../../src/core/duration.ts';
import { freshSeed, seededRng } from '../../../src/core/rng.ts';

/** A moment of a run, and what happened there. */
export interface Moment {
  readonly number: number;
  readonly afterMs: number;
}

/** A seed for this test: $DOOMSDAY_TEST_SEED plays one again. */
export const testSeed = (): string => process.env['DOOMSDAY_TEST_SEED'] ?? freshSeed();

/** Moments of a run, in milliseconds after its first word, spread evenly at random. */
export function moments(seed: string, count: number, within: Duration): Moment[] {
  const rng = seededRng(seed);
  return Array.from({ length: count }, (_, i) => ({
    number: i + 1,
    afterMs: rng.int(0, Math.round(within / 1e6)),
  }));
}

/** The moment is the point: this waits for nothing to become true. */
export const until = ({ afterMs }: Moment): Promise<void> => pass(millis(afterMs));

/** Does the work of two at a time. */
export async function inPairs<T>(
  items: readonly T[],
  work: (item: T) => Promise<void>,
): Promise<void> {
  const queue = [...items];
  const worker = async (): Promise<void> => {
    for (let item = queue.shift(); item !== undefined; item = queue.shift()) await work(item);
  };
  await Promise.all([worker(), worker()]);
}
