import type { Harm, StormRound } from './schedule.ts';

/** `isolate m1, disk-stall m2`. */
export const harmWords = (harms: readonly Harm[]): string =>
  harms.map(({ fault, member }) => `${fault} ${member}`).join(', ');

/** The faults of each round, and who leads when it begins: `isolate m1 (m1 leads)`. */
export const stormWords = (rounds: readonly StormRound[]): string[] =>
  rounds.map(({ harms, leads }) => {
    return `${harmWords(harms)}${leads === undefined ? '' : ` (${leads} leads)`}`;
  });
