import { DoomsdayError } from '../core/doomsday-error.ts';
import { EXIT, type Verdict } from '../core/verdict.ts';

/** What the program ends with: the verdict's code, or what ended the run from outside. */
export function exitCodeOf(verdict: Verdict, signal: AbortSignal): number {
  if (!signal.aborted) return EXIT[verdict];
  return signal.reason instanceof DoomsdayError ? signal.reason.exit : EXIT.interrupted;
}
