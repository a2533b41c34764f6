import { DoomsdayError, HarnessBug } from '../core/doomsday-error.ts';
import { deadline } from '../core/deadline.ts';
import { formatDuration, seconds, type Duration } from '../core/duration.ts';

/** Processes and containers end before the folders, volumes and networks that they use. */
const STAGES = ['process', 'place'] as const;

interface Removal {
  readonly stage: (typeof STAGES)[number];
  readonly name: string;
  readonly remove: () => Promise<void>;
}

/** No removal may take longer, so a whole clean-up takes at most twice that. */
const EACH_WITHIN = seconds(10);

/**
 * What a run has to take away at its end. Register before making the thing, so that nothing is
 * missed. Removals of a stage go side by side; each is tried whatever the others do, each has a
 * deadline of its own.
 */
export class Removals {
  readonly #run: string;
  readonly #within: Duration;
  readonly #pending: Removal[] = [];
  #removed: Promise<void> | undefined;

  constructor(run: string, eachWithin: Duration = EACH_WITHIN) {
    this.#run = run;
    this.#within = eachWithin;
  }

  /** @throws {HarnessBug} when the end has begun: what is made now would be left behind. */
  requireOpen(name: string): void {
    if (this.#removed !== undefined) throw new HarnessBug(`${name} is wanted after the run's end`);
  }

  add(stage: Removal['stage'], name: string, remove: () => Promise<void>): void {
    this.#pending.push({ stage, name, remove });
  }

  /** @throws {DoomsdayError} LEFT_BEHIND with what could not be removed. Twice is harmless. */
  async run(): Promise<void> {
    this.#removed ??= this.#runAll();
    await this.#removed;
  }

  async #runAll(): Promise<void> {
    const failures: string[] = [];
    for (const stage of STAGES) {
      const due = this.#pending.filter((removal) => removal.stage === stage);
      await Promise.all(due.map((removal) => this.#try(removal, failures)));
    }
    if (failures.length > 0) throw leftBehind(this.#run, failures);
  }

  async #try({ name, remove }: Removal, failures: string[]): Promise<void> {
    const late = (): Error => new Error(`not done within ${formatDuration(this.#within)}`);
    try {
      await deadline(this.#within, late, remove);
    } catch (error) {
      failures.push(`${name}: ${(error as Error).message}`);
    }
  }
}

function leftBehind(run: string, failures: readonly string[]): DoomsdayError {
  return new DoomsdayError({
    code: 'LEFT_BEHIND',
    message: `run ${run} could not remove everything that it made`,
    observed: failures.join('\n'),
    next: 'doomsday clean',
  });
}
