import { HarnessBug } from '../core/doomsday-error.ts';
import type { Drill, Scenario } from './drill.ts';

/** How cucumber says that a step ended. */
export interface StepEnd {
  readonly status: string;
  readonly message?: string | undefined;
}

/** What the step definitions need of the run that plays them. */
export interface CurrentRun {
  /** @returns undefined when the scenario is skipped: it needs what is not there. */
  beginDrill(scenario: Scenario): Promise<Drill | undefined>;
  stepBegins(text: string): void;
  stepEnds(text: string, end: StepEnd): void;
  /** Keeps the error as it was thrown. */
  stepFailed(error: unknown): void;
  /** Heals, reads, judges, removes. @throws the drill's verdict when it is not `passed`. */
  endDrill(): Promise<void>;
}

let current: CurrentRun | undefined;

/** Cucumber makes worlds by itself; this is how they find the run. One run a process. */
export const setCurrentRun = (run: CurrentRun | undefined): void => {
  current = run;
};

export function currentRun(): CurrentRun {
  if (current === undefined) throw new HarnessBug('a step was played outside of a run');
  return current;
}
