import { DoomsdayError, HarnessBug } from '../core/doomsday-error.ts';
import type { DrillResult } from '../core/run-result.ts';
import { EXIT } from '../core/verdict.ts';
import { beginDrill } from './begin-drill.ts';
import type { CurrentRun, StepEnd } from './current-run.ts';
import type { Drill, Scenario } from './drill.ts';
import { endDrill } from './end-drill.ts';
import type { RunBook, RunPlan } from './run-book.ts';
import { settingOf } from './setting-of.ts';
import { StepBook } from './step-book.ts';
import { factsOfScenario } from './step-facts.ts';
import { startFor } from './start-for.ts';
import { tooOldFor, unmetNeeds } from './unmet-needs.ts';

/** One invocation: begins and ends the drills that the features play; the book keeps what they say. */
export class Run implements CurrentRun {
  readonly #plan: RunPlan;
  readonly #book: RunBook;
  #drill: Drill | undefined;
  #steps: StepBook | undefined;
  /** Cucumber goes on when an exception that nobody caught hits its hook; the drill's end does too. */
  #ending: Promise<void> = Promise.resolve();

  constructor(plan: RunPlan, book: RunBook) {
    this.#plan = plan;
    this.#book = book;
  }

  async beginDrill(scenario: Scenario): Promise<Drill | undefined> {
    await this.#ending;
    const { options, folder, parts } = this.#plan;
    const facts = factsOfScenario(scenario.steps, options.support);
    const setting = settingOf(facts, options, parts.version);
    const { scene, etcd } = setting;
    const around = { runtime: options.runtime.kind, etcd, members: scene.members };
    const reason = tooOldFor(scene, etcd) ?? unmetNeeds(facts.faults, around);
    if (reason !== undefined) return this.#skip(scenario, scene.name, reason);
    const number = this.#book.next;
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
    if (!this.#book.addSkipped({ feature, scenario, scene, reason })) return;
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
    await this.#book.add(result);
    const { verdict, reason, seconds } = result;
    this.#plan.options.ui.drillEnd({ verdict, reason, seconds });
    if (verdict !== 'passed' && drill.failure === undefined) throw unmentioned(result);
  }

  /** Resolves when the last drill has ended, whatever cucumber thinks of it. */
  async settled(): Promise<void> {
    await this.#ending;
  }
}

/** The scenario may not look green when a check or an objective that no step named says otherwise. */
const unmentioned = ({ verdict, reason }: DrillResult): DoomsdayError =>
  new DoomsdayError({ code: 'VERDICT', message: `${verdict}: ${reason}`, exit: EXIT[verdict] });
