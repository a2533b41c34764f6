import { millis, toMillis, type Duration } from '../core/duration.ts';
import type { Rng } from '../core/rng.ts';
import type { AppliedToxic, Link, Stream, Toxic } from '../links/link.ts';
import type { FaultPlan, FaultWorld } from './define-fault.ts';
import { takeOff } from './take-off.ts';
import { takeTurns } from './turns.ts';

/** A latency that changes over time. */
export interface LatencyTurns {
  /** The least and the most that is added on each way of every link taken. */
  readonly from: Duration;
  readonly to: Duration;
  /** How often another latency is put on. */
  readonly every: Duration;
}

/** The parameters in words. */
export const LATENCY_TURNS = {
  from: 'the least on each way, a duration',
  to: 'the most on each way, a duration',
  every: 'how often it changes, a duration',
} as const;

export const turnsPlan = ({ from, to, every }: LatencyTurns): FaultPlan => ({
  fromMs: toMillis(from),
  toMs: toMillis(to),
  everyMs: toMillis(every),
});

/** How many are drawn, an even number; after the last one they begin again. */
const TURNS = 16;

/**
 * Whole milliseconds, turn about from the lower and the upper half. Our own seed draws them:
 * Toxiproxy's jitter is not replayable.
 */
export function drawLatencies(rng: Rng, { from, to }: LatencyTurns): number[] {
  const [low, high] = [Math.round(toMillis(from)), Math.round(toMillis(to))];
  const middle = Math.round((low + high) / 2);
  return Array.from({ length: TURNS }, (_, n) =>
    n % 2 === 0 ? rng.int(low, middle) : rng.int(middle, high),
  );
}

/** The draw, in one sentence. */
export const latenciesTold = (ms: readonly number[]): string =>
  `one way in ms, again and again: ${ms.join(' ')}`;

/** Puts the first latency on all ways, the same on each, and another one at every turn. */
export async function turnLatencies(
  { heal }: Pick<FaultWorld, 'heal'>,
  ways: readonly { readonly link: Link; readonly stream: Stream }[],
  { ms, every }: { ms: readonly number[]; every: Duration },
): Promise<void> {
  let asked: Promise<AppliedToxic>[] = [];
  const put = async (n: number): Promise<void> => {
    const latency: Toxic = { type: 'latency', latency: millis(ms[n % ms.length] as number) };
    const before = asked;
    const next = ways.map(({ link, stream }) => link.add(latency, stream));
    asked = [...before, ...next];
    // The new one first, so that there is never none.
    await Promise.all(next);
    await takeOff(before);
    asked = next;
  };
  heal.push(`take the latency off ${ways.length} ways`, () => takeOff(asked));
  await put(0);
  takeTurns({ heal }, async (n) => {
    if (n > 0) await put(n);
    return every;
  });
}
