import type { CheckResult, Witness } from '../core/check-result.ts';
import { DoomsdayError } from '../core/doomsday-error.ts';
import type { FaultResult, ObjectiveResult } from '../core/run-result.ts';
import { EXIT, type Verdict } from '../core/verdict.ts';
import { objectiveTold } from './objective-told.ts';

/** Everything that a verdict rests on. */
export interface DrillEvidence {
  readonly checks: readonly CheckResult[];
  /** Checks that must have an answer: those a step named, and those every drill owes. */
  readonly required: ReadonlySet<string>;
  /** Checks that a step declared violated on purpose. */
  readonly expectedUnsafe: ReadonlySet<string>;
  readonly objectives: readonly ObjectiveResult[];
  readonly faults: readonly FaultResult[];
  /** What ended the drill early, or the first step that failed. */
  readonly failure?: unknown;
  /** Mistakes of the recorder: what it wrote is not judged. */
  readonly recorderFaults?: readonly Witness[];
  /** What healing or removing could not undo. */
  readonly leftovers: readonly string[];
}

export interface Judgement {
  readonly verdict: Verdict;
  readonly reason: string;
}

/**
 * Combines the evidence, worst first: a violated guarantee is never hidden by a broken harness, nor
 * a missed objective by a fault that did not bite. `passed` needs every required check to hold,
 * every bounded objective to be met, and every fault to have bitten and gone.
 */
export function verdictOfDrill(evidence: DrillEvidence): Judgement {
  const found = [unsafe, broken, missed, inconclusive].map((look) => look(evidence));
  return found.find((judgement) => judgement !== undefined) ?? passed(evidence);
}

function unsafe({ checks, expectedUnsafe }: DrillEvidence): Judgement | undefined {
  const bad = checks.filter((c) => c.status === 'violated' && !expectedUnsafe.has(c.name));
  const [first] = bad;
  if (first === undefined) return undefined;
  const more = bad.length > 1 ? `, and ${bad.length - 1} more` : '';
  const why = first.witnesses[0]?.why ?? first.reason;
  return { verdict: 'unsafe', reason: `violated: ${first.guarantee} (${why})${more}` };
}

function broken({ failure, leftovers, ...rest }: DrillEvidence): Judgement | undefined {
  const [left] = leftovers;
  const [fault] = rest.recorderFaults ?? [];
  if (fault !== undefined) {
    return { verdict: 'broken', reason: `the recorder made a mistake: ${fault.why}` };
  }
  if (failure !== undefined && exitOf(failure) === EXIT.broken) {
    return { verdict: 'broken', reason: messageOf(failure) };
  }
  return left === undefined ? undefined : { verdict: 'broken', reason: `not undone: ${left}` };
}

function missed({ failure, objectives }: DrillEvidence): Judgement | undefined {
  if (failure !== undefined && exitOf(failure) === EXIT.missed) {
    return { verdict: 'missed', reason: messageOf(failure) };
  }
  const first = objectives.find((o) => o.status === 'missed');
  return first === undefined ? undefined : { verdict: 'missed', reason: objectiveTold(first) };
}

function inconclusive(evidence: DrillEvidence): Judgement | undefined {
  const reason = weakness(evidence);
  return reason === undefined ? undefined : { verdict: 'inconclusive', reason };
}

function weakness(evidence: DrillEvidence): string | undefined {
  const { failure, faults, checks, required, objectives } = evidence;
  if (failure !== undefined) return messageOf(failure);
  const blunt = faults.find((f) => !f.bit);
  if (blunt !== undefined)
    return `the fault ${blunt.name} was not proven to bite: ${blunt.evidence}`;
  const lasting = faults.find((f) => !f.gone);
  if (lasting !== undefined) return `the fault ${lasting.name} was not proven to be gone`;
  const open = [...required].find((name) => statusOf(checks, name) === 'unknown');
  if (open !== undefined) return `${open} is unknown: ${reasonOf(checks, open)}`;
  const blind = objectives.find((o) => o.status === 'unmeasured' && o.bound !== null);
  return blind === undefined ? undefined : objectiveTold(blind);
}

function passed({ checks, faults, expectedUnsafe }: DrillEvidence): Judgement {
  const held = checks.filter((c) => c.status === 'holds').length;
  const shown =
    expectedUnsafe.size > 0
      ? `, ${[...expectedUnsafe].join(' and ')} shown violated as announced`
      : '';
  const proven = `${faults.length} ${faults.length === 1 ? 'fault' : 'faults'} proven`;
  return { verdict: 'passed', reason: `${held} guarantees hold, ${proven}${shown}` };
}

const statusOf = (checks: readonly CheckResult[], name: string): string =>
  checks.find((c) => c.name === name)?.status ?? 'unknown';

const reasonOf = (checks: readonly CheckResult[], name: string): string =>
  checks.find((c) => c.name === name)?.reason ?? 'the check did not run';

/** A plain Error inside a step is a bug of ours until proven otherwise: `broken`. */
const exitOf = (failure: unknown): number =>
  failure instanceof DoomsdayError ? failure.exit : EXIT.broken;

const messageOf = (failure: unknown): string =>
  failure instanceof Error ? (failure.message.split('\n')[0] as string) : String(failure);
