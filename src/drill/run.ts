import { join } from 'node:path';
import type { Clock } from '../core/clock.ts';
import { DoomsdayError, HarnessBug } from '../core/doomsday-error.ts';
import type { DrillResult, RunResult, SkippedScenario } from '../core/run-result.ts';
import { EXIT, worst, type Verdict } from '../core/verdict.ts';
import { beginDrill } from './begin-drill.ts';
import type { CurrentRun, StepEnd } from './current-run.ts';
import type { Drill, Scenario } from './drill.ts';
import { endDrill } from './end-drill.ts';
import { addSkipped, reasonOfRun } from './not-covered.ts';
import type { Parts } from './parts.ts';
import { writeWhole, type RunFolder } from './run-folder.ts';
import type { RunOptions } from './run-options.ts';
import { settingOf } from './setting-of.ts';
import { StepBook } from './step-book.ts';
import { factsOfScenario } from './step-facts.ts';
import { startFor } from './start-for.ts';
import { unmetNeeds } from './unmet-needs.ts';

export interface RunPlan {
  readonly options: RunOptions;
  readonly folder: RunFolder;
  readonly parts: Parts;
  readonly clock: Clock;
}

/** One invocation: begins and ends the drills that the features play, and keeps their results. */
export class Run implements CurrentRun {
  readonly #plan: RunPlan;
  readonly #results: DrillResult[] = [];
  readonly #skipped: SkippedScenario[] = [];
  #drill: Drill | undefined;
  #steps: StepBook | undefined;
  #error: unknown;
  /** Cucumber goes on when an exception that nobody caught hits its hook; the drill's end does too. */
  #ending: Promise<void> = Promise.resolve();

  constructor(plan: RunPlan) {
    this.#plan = plan;
  }

  async beginDrill(scenario: Scenario): Promise<Drill | undefined> {
    await this.#ending;
    const { options, folder, parts } = this.#plan;
    const facts = factsOfScenario(scenario.steps, options.support);
    const setting = settingOf(facts, options, parts.version);
    const { scene, etcd } = setting;
    const around = { runtime: options.runtime.kind, etcd, members: scene.members };
    const reason = unmetNeeds(facts.faults, around);
    if (reason !== undefined) return this.#skip(scenario, scene.name, reason);
    const number = this.#results.length + 1;
    const { feature, scenario: name } = scenario;
    options.ui.drill({ number, feature, scenario: name, seed: options.seed });
    const plan = { number, scenario, ...setting, start: startFor(facts, around) };
    const drill = await beginDrill({ ...plan, options, folder, parts });
    this.#drill = drill;
    this.#steps = new StepBook(drill);
    if (drill.signal.aborted) this.stepFailed(drill.signal.reason);
    return drill;
  }

  #skip({ feature, scenario }: Scenario, scene: string, reason: string): undefined {
    if (!addSkipped(this.#skipped, { feature, scenario, scene, reason })) return;
    this.#plan.options.ui.skipped({ feature, scenario, reason });
  }

  stepBegins(text: string): void {
    this.#drill?.signal.throwIfAborted();
    this.#steps?.begins(text);
  }

  stepEnds(text: string, { status, message }: StepEnd): void {
    const drill = this.#drill;
    // Cucumber fails a step also for an exception that nobody caught, thrown outside of the step:
    // the step itself may still run, and must not be the one that decides.
    if (status === 'FAILED' && drill !== undefined && drill.failure === undefined) {
      drill.abort(new HarnessBug(`an exception that nobody caught: ${message ?? 'unknown'}`));
    }
    this.#steps?.ends(text, status);
  }

  stepFailed(error: unknown): void {
    if (this.#drill === undefined) return;
    // Whatever a step makes of it: when the drill was ended from outside, that is the reason.
    const { signal } = this.#drill;
    this.#drill.failure ??= signal.aborted ? (signal.reason as unknown) : error;
  }

  async endDrill(): Promise<void> {
    const drill = this.#drill;
    if (drill === undefined) return;
    this.#drill = undefined;
    const texts = drill.scenario.steps.map(({ text }) => text);
    this.#steps?.neverCame(texts.slice(drill.steps.length));
    const ending = this.#end(drill);
    this.#ending = ending.catch(() => undefined);
    await ending;
  }

  async #end(drill: Drill): Promise<void> {
    const result = await endDrill(drill);
    this.#results.push(result);
    const file = this.#plan.folder.drillResult(result.drill);
    await writeWhole(file, json(result)).catch((error: unknown) => this.failed(error));
    const { verdict, reason, seconds } = result;
    this.#plan.options.ui.drillEnd({ verdict, reason, seconds });
    if (verdict !== 'passed' && drill.failure === undefined) throw unmentioned(result);
  }

  /** Resolves when the last drill has ended, whatever cucumber thinks of it. */
  async settled(): Promise<void> {
    await this.#ending;
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
      exitCode: this.#exitCode(verdict),
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

  #exitCode(verdict: Verdict): number {
    const { signal } = this.#plan.options;
    if (!signal.aborted) return EXIT[verdict];
    return signal.reason instanceof DoomsdayError ? signal.reason.exit : EXIT.interrupted;
  }

  #reason(verdict: Verdict): string {
    if (this.#error !== undefined) return messageOf(this.#error);
    const deciding = this.#results.find((d) => d.verdict === verdict);
    return reasonOfRun(deciding?.reason, this.#skipped);
  }
}

const messageOf = (error: unknown): string =>
  error instanceof Error ? error.message : JSON.stringify(error);

/** The scenario may not look green when a check or an objective that no step named says otherwise. */
const unmentioned = ({ verdict, reason }: DrillResult): DoomsdayError =>
  new DoomsdayError({ code: 'VERDICT', message: `${verdict}: ${reason}`, exit: EXIT[verdict] });

const json = (value: unknown): string => `${JSON.stringify(value, undefined, 2)}\n`;
