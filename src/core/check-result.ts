/** What a check says of a guarantee. Combined: `violated` > `unknown` > `holds`. */
export type CheckStatus = 'holds' | 'violated' | 'unknown';

/** One contradiction, with the fewest observations that show it. */
export interface Witness {
  /** One sentence: what contradicts what. */
  readonly why: string;
  /** Labelled observations, in the order of reading: `['acknowledged', 'put k1="v" revision 9 …']`. */
  readonly observed: readonly (readonly [label: string, text: string])[];
  /** Operation ids of the record that the witness rests on. */
  readonly operations: readonly number[];
  /** What would have been legal. */
  readonly legal?: string;
}

export interface CheckResult {
  /** The check's file name, kebab-case: `acknowledged-writes-survive`. */
  readonly name: string;
  /** The guarantee in plain words. */
  readonly guarantee: string;
  /** Where the vendor promises it. */
  readonly source: string;
  readonly status: CheckStatus;
  /** Why `unknown`, or what `holds` rests on. */
  readonly reason: string;
  /** What was examined: `{ operations: 812, revisions: 640 }`. */
  readonly examined: Readonly<Record<string, number>>;
  readonly witnesses: readonly Witness[];
}

export function worstStatus(statuses: readonly CheckStatus[]): CheckStatus {
  if (statuses.includes('violated')) return 'violated';
  return statuses.length === 0 || statuses.includes('unknown') ? 'unknown' : 'holds';
}
