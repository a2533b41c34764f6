import type { Compare } from '../../history/types.ts';
import type { Facts } from '../facts.ts';
import { Candidates } from './candidates.ts';
import { ChangeLog, NOBODY } from './change-log.ts';
import type { Contradiction } from './contradiction.ts';
import { Gaps } from './gaps.ts';
import type { Outline } from './outline.ts';

export interface Counts {
  writes: number;
  reads: number;
  revisions: number;
  /** Writes without an answer, and how many of them turned out to have happened. */
  lost: number;
  happened: number;
  /** Revisions made by writers outside the record, in keys that the drill does not own. */
  foreign: number;
  /** Answers that could not be held against anything. */
  skipped: number;
}

/** A deletion of the keys of a lease that no operation claims: its end by expiry or revoke. */
export interface LeaseEnd {
  readonly lease: string;
  readonly revision: number;
  readonly keys: readonly number[];
  /** Whether nothing else can explain the deletion. */
  readonly certain: boolean;
}

/** A compare that held, or did not, on what there was at a revision. */
export interface Compared {
  readonly at: number;
  readonly compare: Compare;
  readonly held: boolean;
}

/** Whether the search found an explanation, found that there is none, or could not tell. */
export type Outcome = 'repaired' | 'no' | 'maybe';

/** The replay of one epoch under way, shared by its parts. */
export interface Progress {
  readonly facts: Facts;
  readonly outline: Outline;
  readonly log: ChangeLog;
  readonly candidates: Candidates;
  readonly gaps: Gaps;
  readonly found: Contradiction[];
  readonly doubts: Set<string>;
  readonly leases: LeaseEnd[];
  readonly counts: Counts;
  /** Per key: the change that an observer last confirmed, and at which revision. */
  readonly confirmed: Int32Array;
  readonly confirmedAt: Float64Array;
  /** Per key: what answered compares told of it, while something may be hidden. */
  readonly compared: Map<number, Compared[]>;
  /** How often one of several explanations was picked; then a contradiction may be the pick's. */
  picks: number;
  /** The revision at which that was done last. */
  pickedAt: number;
  /** Steps that the searches may still take. */
  budget: number;
  revision: number;
}

const BUDGET = 2_000_000;

export function begin(facts: Facts, outline: Outline): Progress {
  const { keys, initial, doubtful, revisions } = outline;
  const log = new ChangeLog(keys.size, revisions.values.length);
  for (const kv of initial.kvs) log.set(keys.id(kv.key), kv, NOBODY);
  const nothing = { writes: 0, reads: 0, revisions: 0, happened: 0, foreign: 0, skipped: 0 };
  return {
    facts,
    outline,
    log,
    candidates: new Candidates(outline),
    gaps: new Gaps(),
    found: [],
    doubts: new Set(),
    leases: [],
    counts: { ...nothing, lost: doubtful.length },
    confirmed: log.newest.slice(),
    confirmedAt: new Float64Array(keys.size).fill(initial.revision),
    compared: new Map(),
    picks: 0,
    pickedAt: 0,
    budget: BUDGET,
    revision: initial.revision,
  };
}

/**
 * Whether a line that is missing from the record may be what is wrong: somebody made a revision
 * that nobody claims, or a write of unknown fate was taken for its maker.
 */
export function mayLackLine({ facts, gaps, counts, doubts, revision }: Progress): boolean {
  if (facts.complete) return false;
  return gaps.any(0, revision) || counts.happened > 0 || doubts.size > 0;
}

/** One of several explanations was taken, so that what comes behind it is less certain. */
export function notePick(progress: Progress): void {
  progress.picks += 1;
  progress.pickedAt = progress.revision;
}

/** An observer saw that the key is, at this revision, as the replay has it. */
export function confirm({ log, confirmed, confirmedAt }: Progress, key: number, at: number): void {
  confirmed[key] = log.newest[key] as number;
  confirmedAt[key] = at;
}
