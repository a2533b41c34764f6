import { DoomsdayError, HarnessBug } from '../core/doomsday-error.ts';
import { EXIT } from '../core/verdict.ts';
import type { Member } from '../cluster/member.ts';

const NOT_PROVEN_GONE = 'FAULT_NOT_PROVEN_GONE';

/** Whether it says of a fault that was taken back that its end could not be proven. */
export const isUnproven = (error: unknown): error is DoomsdayError =>
  error instanceof DoomsdayError && error.code === NOT_PROVEN_GONE;

type Named = readonly Member[];

export const didNotBite = (name: string, targets: Named, cause: unknown): DoomsdayError =>
  unproven({
    code: 'FAULT_DID_NOT_BITE',
    message: `"${name}" was applied to ${whom(targets)}, yet its bite could not be proven`,
    expected: `the proof of ${name}`,
    next: 'see the fault lines in history.ndjson; the fault was healed',
    cause,
  });

/** @returns the cause itself where it is a mistake of ours. */
export const notProvenGone = (name: string, targets: Named, cause: unknown): unknown =>
  cause instanceof HarnessBug
    ? cause
    : unproven({
        code: NOT_PROVEN_GONE,
        message: `"${name}" was healed on ${whom(targets)}, yet its end could not be proven`,
        expected: `the proof that ${name} is gone`,
        next: 'see the fault lines in history.ndjson',
        cause,
      });

/** What says that the harm could not be done, or not be known, at this moment. */
const NOT_NOW = new Set([
  ...['CONDITION_NOT_REACHED', 'METRICS_UNREADABLE', 'ETCD_CALL_FAILED', 'NO_SUCH_DATA'],
]);

/** @returns the cause itself where it says more than that the moment was wrong. */
export const notDone = (name: string, targets: Named, cause: unknown): unknown =>
  cause instanceof DoomsdayError && NOT_NOW.has(cause.code)
    ? unproven({
        code: 'FAULT_NOT_DONE',
        message: `"${name}" could not be done to ${whom(targets)}`,
        expected: `${name} on ${whom(targets)}`,
        next: 'see the fault lines in history.ndjson; what was done of it was healed',
        cause,
      })
    : cause;

interface Unproven {
  readonly code: string;
  readonly message: string;
  readonly expected: string;
  readonly next: string;
  readonly cause: unknown;
}

function unproven(told: Unproven): DoomsdayError {
  const { cause } = told;
  const facts = cause instanceof DoomsdayError ? cause.facts : undefined;
  return new DoomsdayError({
    ...told,
    expected: facts?.expected ?? told.expected,
    observed: facts?.observed ?? (cause instanceof Error ? cause.message : String(cause)),
    exit: EXIT.inconclusive,
  });
}

const whom = (targets: Named): string => targets.map(({ name }) => name).join(', ');
