import { seededRng } from '../../core/rng.ts';
import type { Harm, StormRound } from '../storm/schedule.ts';
import { stormOf, type StormSite } from '../storm/storm-of.ts';

/** The storm of one window: the seed and the window's number decide, whatever came before. */
export const scheduleOfWindow = (seed: string, window: number, site: StormSite): StormRound[] =>
  stormOf(seededRng(`${seed}/soak/window ${window}`).fork('storm'), site);

/** A fault of a schedule and its number in it, from 1, which it keeps when others are left out. */
export interface NumberedHarm {
  readonly number: number;
  readonly harm: Harm;
}

export const numbered = (rounds: readonly StormRound[]): NumberedHarm[] =>
  rounds.flatMap(({ harms }) => harms).map((harm, i) => ({ number: i + 1, harm }));

/** The numbers of all faults of a schedule, or of those of `only` that it has, in its order. */
export function numbersOf(rounds: readonly StormRound[], only?: readonly number[]): number[] {
  const all = numbered(rounds).map(({ number }) => number);
  return only === undefined ? all : all.filter((number) => only.includes(number));
}

/** The schedule with these faults only; a round without any is left out. */
export function withOnly(rounds: readonly StormRound[], numbers: readonly number[]): StormRound[] {
  let number = 0;
  const kept = rounds.map((round) => ({
    ...round,
    harms: round.harms.filter(() => numbers.includes(++number)),
  }));
  return kept.filter(({ harms }) => harms.length > 0);
}
