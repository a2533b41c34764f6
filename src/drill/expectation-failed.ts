import { DoomsdayError, type ErrorFacts } from '../core/doomsday-error.ts';
import { EXIT } from '../core/verdict.ts';

/** A step's promise was not kept by the cluster: verdict `missed`, not the harness's fault. */
export const expectationFailed = (facts: Omit<ErrorFacts, 'exit' | 'code'>): DoomsdayError =>
  new DoomsdayError({ code: 'EXPECTATION_FAILED', ...facts, exit: EXIT.missed });
