import type { OpLine } from '../../history/types.ts';
import type { EpochFacts, Facts, InitialState, MemberState } from '../facts.ts';
import { applyClaim } from './apply-claim.ts';
import type { ChangeLog } from './change-log.ts';
import { contradiction, type Contradiction } from './contradiction.ts';
import { explainGap } from './explain-gap.ts';
import { ToldEvents } from './heed-events.ts';
import { look } from './look.ts';
import { matchLeftovers } from './match-leftovers.ts';
import { outline, type Outline } from './outline.ts';
import { begin, type Counts, type LeaseEnd, type Progress } from './progress.ts';
import { againstRealTime } from './real-time.ts';
import { shownAt } from './show.ts';
import { keySpaceMismatches } from './state-answer.ts';

/** What the replay of one epoch found. */
export interface Replay {
  readonly outline: Outline;
  readonly log: ChangeLog;
  readonly contradictions: readonly Contradiction[];
  /** Why the replay cannot be certain. */
  readonly doubts: readonly string[];
  readonly leases: readonly LeaseEnd[];
  readonly counts: Counts;
  /** Whether it went through to the end; beyond too many contradictions there is no point. */
  readonly whole: boolean;
}

/** A state of the next epoch, as an observation of this one at the snapshot's revision. */
export interface RestoredState {
  readonly state: MemberState;
  readonly revision: number;
}

const MOST_FOUND = 20;

/**
 * Replays one epoch in the order of its revisions and holds every answer against it. A revision
 * that nobody claims is explained by a write of unknown fate, by the end of a lease, or by a writer
 * outside the owned prefixes. Cost: O(everything recorded); explaining unclaimed revisions is a
 * search with a budget, beyond which the replay has doubts instead of contradictions.
 */
export function replayEpoch(
  facts: Facts,
  epoch: EpochFacts,
  initial: InitialState,
  restored: readonly RestoredState[],
): Replay {
  const plan = outline(epoch, initial, restored);
  const progress = begin(facts, plan);
  progress.found.push(...conflicts(plan), ...duplicates(plan), ...stale(plan));
  progress.found.push(...againstRealTime(plan, MOST_FOUND));
  const { values } = plan.revisions;
  const told = new ToldEvents(epoch.streams);
  let slot = 0;
  while (slot < values.length && progress.found.length < MOST_FOUND) step(progress, slot++, told);
  if (progress.found.length === 0) matchLeftovers(progress);
  const { log, found, doubts, leases, counts } = progress;
  const whole = slot === values.length;
  return {
    outline: plan,
    log,
    contradictions: found,
    doubts: [...doubts],
    leases,
    counts,
    whole,
  };
}

/** One revision: what made it, then everybody who looked at it. */
function step(progress: Progress, slot: number, told: ToldEvents): void {
  const { outline: plan, gaps, counts, found } = progress;
  const at = plan.revisions.values[slot] as number;
  if (at > plan.initial.revision) {
    gaps.addBetween(progress.revision, at);
    counts.revisions += at - progress.revision;
    progress.revision = at;
    const claim = plan.claims[slot] as number;
    const known = found.length;
    told.before(progress, at);
    if (claim >= 0) applyClaim(progress, claim, at);
    else if (plan.evidence.at.has(at)) explainGap(progress, at);
    else gaps.add(at);
    told.after(progress, at);
    if (claim >= 0 && found.length === known) told.deletions(progress, claim, at);
  }
  for (let i = plan.readers[slot] as number; i >= 0; i = plan.nextReader[i] as number) {
    look(progress, i, at);
  }
  for (const state of plan.states.get(slot) ?? []) keySpaceMismatches(progress, state, at);
}

/** Writes that claim what was there before anybody of the epoch could write. */
function stale({ claims, revisions, initial, ops }: Outline): Contradiction[] {
  const found: Contradiction[] = [];
  for (let slot = 0; (revisions.values[slot] as number) <= initial.revision; slot++) {
    const op = ops[claims[slot] as number];
    if (op === undefined || found.length === MOST_FOUND) continue;
    const why = `a write claims a revision that was there before the epoch began`;
    const legal = `a revision above ${initial.revision}`;
    found.push(contradiction('duplicate', why, [['claims', op]], legal));
  }
  return found;
}

function conflicts({ evidence }: Outline): Contradiction[] {
  return evidence.conflicts.slice(0, MOST_FOUND).map(({ first, second, revision }) => {
    const why = `two observers saw different things at revision ${revision}`;
    const roles = [
      ['saw', shownAt(first.by)],
      ['saw', shownAt(second)],
    ] as const;
    return contradiction('answer', why, roles, 'one thing');
  });
}

function duplicates({ doubles, ops }: Outline): Contradiction[] {
  return doubles.slice(0, MOST_FOUND).map(([a, b]) => {
    const [one, two] = [ops[a] as OpLine, ops[b] as OpLine];
    const why = `two writes claim revision ${one.res?.rev}`;
    const roles = [
      ['claims', one],
      ['claims', two],
    ] as const;
    return contradiction('duplicate', why, roles, 'one write for each revision');
  });
}
