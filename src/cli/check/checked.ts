import type { CheckResult, Witness } from '../../core/check-result.ts';
import type { DrillRecord } from '../../history/types.ts';

/** What a record came to; `broken` = the recorder contradicts itself, nothing was judged. */
export type CheckedVerdict = 'violated' | 'broken' | 'unknown' | 'holds';

/** One judged record; a file may hold several, one for each drill. */
export interface Checked {
  readonly file: string;
  /** Which record of the file, from 1. */
  readonly record: number;
  readonly verdict: CheckedVerdict;
  readonly operations: number;
  readonly checks: readonly CheckResult[];
  /** Mistakes of whatever wrote the record; when there are any, nothing was judged. */
  readonly recorderFaults: readonly Witness[];
  /** What was passed over, such as a torn last line. */
  readonly notices: readonly string[];
  readonly parseMs: number;
  readonly checkMs: number;
}

/** A judged record, with the record itself where it is one of ours: for showing what was near. */
export interface CheckedRecord {
  readonly checked: Checked;
  readonly source?: DrillRecord;
}
