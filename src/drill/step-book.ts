import { MARK } from '../history/marks.ts';
import type { StepResult } from '../core/run-result.ts';
import { DoomsdayError } from '../core/doomsday-error.ts';
import type { Drill } from './drill.ts';

const STATUS: Readonly<Record<string, StepResult['status']>> = {
  PASSED: 'passed',
  FAILED: 'failed',
  SKIPPED: 'skipped',
  UNDEFINED: 'undefined',
};

/** Tells people, the record and the result about each step as it happens. */
export class StepBook {
  readonly #drill: Drill;
  #began = 0;

  constructor(drill: Drill) {
    this.#drill = drill;
  }

  begins(text: string): void {
    const { recorder, ui } = this.#drill;
    this.#began = recorder.now();
    recorder.write({
      t: 'mark',
      name: MARK.step,
      at: this.#began,
      detail: { text, status: 'running' },
    });
    ui.step({ text, status: 'running', seconds: 0 });
  }

  ends(text: string, cucumberStatus: string): void {
    const { recorder, ui, steps, failure } = this.#drill;
    const status = STATUS[cucumberStatus] ?? 'failed';
    const at = recorder.now();
    const seconds = (at - this.#began) / 1e9;
    recorder.write({ t: 'mark', name: MARK.step, at, detail: { text, status } });
    const error = status === 'failed' && failure !== undefined ? { error: messageOf(failure) } : {};
    steps.push({ text, status, seconds, ...error });
    ui.step({ text, status: status === 'undefined' ? 'skipped' : status, seconds });
  }

  /** Steps that a failed one before them kept from being played: cucumber tells nobody of these. */
  neverCame(texts: readonly string[]): void {
    const { recorder, ui, steps } = this.#drill;
    for (const text of texts) {
      const result = { text, status: 'skipped', seconds: 0 } as const;
      const detail = { text, status: result.status };
      recorder.write({ t: 'mark', name: MARK.step, at: recorder.now(), detail });
      steps.push(result);
      ui.step(result);
    }
  }
}

const messageOf = (failure: unknown): string =>
  failure instanceof DoomsdayError ? failure.render() : String(failure);
