import { setTimeout as wait } from 'node:timers/promises';
import { clearTimeout, setTimeout } from 'node:timers';
import { toMillis, type Duration } from './duration.ts';

/** Monotonic time of one drill. Everything that measures takes a Clock; only this file reads time. */
export interface Clock {
  /** Integer nanoseconds since the clock was started. */
  now(): number;
  /** The clock's zero as RFC 3339 UTC, to pin a record to the calendar. */
  readonly startedAt: string;
}

/** Starts a monotonic clock at zero. Cost of `now`: well under a microsecond. */
export function startClock(): Clock {
  const zero = process.hrtime.bigint();
  const startedAt = new Date().toISOString();
  return { startedAt, now: () => Number(process.hrtime.bigint() - zero) };
}

/** Wall-clock time as RFC 3339 UTC. For names, labels and logs; never for measuring. */
export const wallTime = (): string => new Date().toISOString();

/** Wall-clock milliseconds since 1970, for heartbeats that another process reads. */
export const wallMillis = (): number => Date.now();

/**
 * Lets `length` pass. Only for pacing (load rates, schedules, holding a fault), never to wait for
 * something to become true: that is `eventually`.
 * @throws the signal's reason when it aborts first.
 */
export async function pass(length: Duration, signal?: AbortSignal): Promise<void> {
  try {
    await wait(toMillis(length), undefined, signal === undefined ? {} : { signal });
  } catch (error) {
    signal?.throwIfAborted(); // Node's own AbortError hides the reason
    throw error;
  }
}

/** Runs `act` once after `length`, unless the returned function is called first. For deadlines. */
export function after(length: Duration, act: () => void): () => void {
  const timer = setTimeout(act, toMillis(length));
  return () => clearTimeout(timer);
}
