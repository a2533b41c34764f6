import type { CheckResult, CheckStatus, Witness } from '../core/check-result.ts';
import type { Facts } from './facts.ts';

/** One guarantee and how a record is held against it. */
export interface Check {
  /** The file's name. */
  readonly name: string;
  /** The promise in the vendor's words where there are any, else in ours. */
  readonly guarantee: string;
  /** Where the vendor makes the promise. */
  readonly source: string;
  /** What the check looks at and when it cannot tell, for docs/guarantees.md. */
  readonly how: string;
  /** Whether a record has anything to do with the guarantee; absent = always. */
  applies?(facts: Facts): boolean;
  judge(facts: Facts): Finding;
}

export type Finding = Pick<CheckResult, 'status' | 'reason' | 'examined' | 'witnesses'>;

export interface Evidence {
  /** What was looked at. */
  readonly examined: Readonly<Record<string, number>>;
  readonly witnesses: readonly Witness[];
  /** Why the answer cannot be `holds`, though nothing contradicts. Empty = enough was seen. */
  readonly doubts: readonly string[];
  /** What `holds` rests on. */
  readonly holds: string;
}

/** More witnesses than this say nothing new. */
const MOST_WITNESSES = 5;

/** `violated` with a witness, else `unknown` with a doubt, else `holds`. */
export function conclude({ examined, witnesses, doubts, holds }: Evidence): Finding {
  const status: CheckStatus =
    witnesses.length > 0 ? 'violated' : doubts.length > 0 ? 'unknown' : 'holds';
  const reason =
    status === 'violated'
      ? (witnesses[0] as Witness).why
      : status === 'unknown'
        ? doubts.join('; ')
        : holds;
  return { status, reason, examined, witnesses: witnesses.slice(0, MOST_WITNESSES).map(told) };
}

/** What a witness is beyond its words stays in the judge: verdict.json has a schema. */
const told = ({ why, observed, operations, legal }: Witness): Witness => ({
  ...{ why, observed, operations },
  ...(legal === undefined ? {} : { legal }),
});

export const API_GUARANTEES = 'https://etcd.io/docs/v3.6/learning/api_guarantees/';
export const RECOVERY = 'https://etcd.io/docs/v3.6/op-guide/recovery/';
