import { millis, toMillis, type Duration } from '../core/duration.ts';
import type { Rng } from '../core/rng.ts';

/** Once down and up. */
export interface Swing {
  readonly down: Duration;
  readonly up: Duration;
}

/** How many are drawn; after the last one they begin again. */
const SWINGS = 16;

/** The longest of a swing, as a share of what it is on average; the shortest is half of that. */
export const LONGEST = 1.5;

/** Swings of about these lengths, in whole milliseconds. */
export function drawSwings(rng: Rng, { down, up }: Swing): Swing[] {
  const about = (length: Duration): Duration =>
    millis(rng.int(Math.ceil(toMillis(length) / 2), Math.floor(toMillis(length) * LONGEST)));
  return Array.from({ length: SWINGS }, () => ({ down: about(down), up: about(up) }));
}

/** Whether a turn is down or up, and how long it lasts: turns 0, 2, 4 … are down. */
export function turnOf(swings: readonly Swing[], n: number): { down: boolean; lasts: Duration } {
  const { down, up } = swings[Math.floor(n / 2) % swings.length] as Swing;
  return n % 2 === 0 ? { down: true, lasts: down } : { down: false, lasts: up };
}

/** The draw, in one sentence. */
export const swingsTold = (swings: readonly Swing[]): string =>
  `down/up in ms, again and again: ${swings.map(words).join(' ')}`;

const words = ({ down, up }: Swing): string => `${toMillis(down)}/${toMillis(up)}`;
