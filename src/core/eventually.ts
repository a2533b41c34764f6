import { DoomsdayError } from './doomsday-error.ts';
import { pass } from './clock.ts';
import { formatDuration, millis, type Duration } from './duration.ts';

export interface Eventually {
  within: Duration;
  /** How long to wait between two looks; default 20 ms. */
  every?: Duration;
  signal?: AbortSignal;
}

/**
 * Looks at a named condition until it holds and returns what it returned.
 * `undefined`, `false` and a thrown error mean "not yet".
 * @throws {DoomsdayError} CONDITION_NOT_REACHED with the last thing observed, after `within`.
 */
export async function eventually<T>(
  condition: string,
  look: () => Promise<T | undefined | false> | T | undefined | false,
  { within, every = millis(20), signal }: Eventually,
): Promise<T> {
  const begin = process.hrtime.bigint();
  let last: unknown = 'nothing yet';
  for (;;) {
    signal?.throwIfAborted();
    try {
      const found = await look();
      if (found !== undefined && found !== false) return found;
      last = found;
    } catch (error) {
      last = error;
    }
    if (process.hrtime.bigint() - begin > within) throw notReached(condition, within, last);
    await pass(every, signal);
  }
}

function notReached(condition: string, within: Duration, last: unknown): DoomsdayError {
  return new DoomsdayError({
    code: 'CONDITION_NOT_REACHED',
    message: `waited in vain: ${condition}`,
    expected: `${condition} within ${formatDuration(within)}`,
    observed: last instanceof Error ? last.message : String(last),
    cause: last,
  });
}
