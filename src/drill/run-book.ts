import { join } from 'node:path';
import type { Clock } from '../core/clock.ts';
import type { DrillResult, RunResult, SkippedScenario } from '../core/run-result.ts';
import { worst, type Verdict } from '../core/verdict.ts';
import { exitCodeOf } from './exit-code.ts';
import { addSkipped, reasonOfRun } from './not-covered.ts';
import type { Parts } from './parts.ts';
import { writeWhole, type RunFolder } from './run-folder.ts';
import type { RunOptions } from './run-options.ts';

export interface RunPlan {
  readonly options: RunOptions;
  readonly folder: RunFolder;
  readonly parts: Parts;
  readonly clock: Clock;
}

/** Keeps what a run came to, and writes it: run.json and a file for each drill. */
export class RunBook {
  readonly #plan: RunPlan;
  readonly #results: DrillResult[] = [];
  readonly #skipped: SkippedScenario[] = [];
  #error: unknown;

  constructor(plan: RunPlan) {
    this.#plan = plan;
  }

  /** The number of the drill that begins now, from 1. */
  get next(): number {
    return this.#results.length + 1;
  }

  async add(result: DrillResult): Promise<void> {
    this.#results.push(result);
    const file = this.#plan.folder.drillResult(result.drill);
    await writeWhole(file, json(result)).catch((error: unknown) => this.failed(error));
  }

  /** @returns whether it is news: a scenario is skipped once, however often the run is repeated. */
  addSkipped(skipped: SkippedScenario): boolean {
    return addSkipped(this.#skipped, skipped);
  }

  /** The run itself could not go on. */
  failed(error: unknown): void {
    this.#error ??= error;
  }

  /** run.json: everything of the result but the drills, true at any moment of the run. */
  async writeFacts(): Promise<void> {
    const { options, folder, parts, clock } = this.#plan;
    const verdict = this.#verdict();
    const facts: Omit<RunResult, 'drills'> = {
      run: folder.run,
      seed: options.seed,
      runtime: options.runtime.kind,
      verdict,
      exitCode: exitCodeOf(verdict, options.signal),
      reason: this.#reason(verdict),
      replay: options.replay,
      startedAt: clock.startedAt,
      seconds: clock.now() / 1e9,
      versions: parts.versions,
      ...(this.#skipped.length === 0 ? {} : { skipped: this.#skipped }),
      ...(this.#error === undefined ? {} : { error: messageOf(this.#error) }),
      ...(options.signal.aborted ? { interrupted: true } : {}),
    };
    await writeWhole(join(folder.path, 'run.json'), json(facts));
  }

  #verdict(): Verdict {
    const verdicts = this.#results.map((d) => d.verdict);
    return worst(this.#error === undefined ? verdicts : [...verdicts, 'broken']);
  }

  #reason(verdict: Verdict): string {
    if (this.#error !== undefined) return messageOf(this.#error);
    const deciding = this.#results.find((d) => d.verdict === verdict);
    return reasonOfRun(deciding?.reason, this.#skipped);
  }
}

const messageOf = (error: unknown): string =>
  error instanceof Error ? error.message : JSON.stringify(error);

const json = (value: unknown): string => `${JSON.stringify(value, undefined, 2)}\n`;
