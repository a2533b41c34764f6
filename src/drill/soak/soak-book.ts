import type { Clock } from '../../core/clock.ts';
import type { DrillResult, Minimised, SoakFacts, SoakWindow } from '../../core/run-result.ts';
import { worst, type Verdict } from '../../core/verdict.ts';
import { stormWords } from '../storm/harm-words.ts';
import type { StormRound } from '../storm/schedule.ts';
import type { PlayedWindow } from './play-window.ts';
import type { SoakOptions } from './soak-options.ts';

/** Counts what a soak came to; a window leaves a few hundred bytes here, whatever its length. */
export class SoakBook {
  readonly #clock: Clock;
  readonly #options: SoakOptions;
  readonly #windows: SoakWindow[] = [];
  #begun: number | undefined;
  #ended = 0;
  minimised: Minimised | undefined;

  constructor(clock: Clock, options: SoakOptions) {
    this.#clock = clock;
    this.#options = options;
  }

  begin(): void {
    this.#begun ??= this.#clock.now();
  }

  add({ result, operations }: PlayedWindow, rounds: readonly StormRound[]): SoakWindow {
    this.#ended = this.#clock.now();
    const { drill: window, verdict, reason, seconds } = result;
    const replay = this.#options.replayOf({ window });
    const counts = { faults: proven(result), operations, guarantees: guaranteesOf(result) };
    const schedule = stormWords(rounds);
    const line = { window, verdict, reason, ...counts, seconds, schedule, replay };
    this.#windows.push(line);
    return line;
  }

  get verdict(): Verdict {
    return worst(this.#windows.map(({ verdict }) => verdict));
  }

  /** Why the verdict is what it is: the first window that decided it, or how many passed. */
  get reason(): string {
    const { verdict } = this;
    const deciding = this.#windows.find((window) => window.verdict === verdict);
    if (deciding === undefined) return 'no window was played to its end';
    if (verdict !== 'passed') return `window ${deciding.window}: ${deciding.reason}`;
    const { faults, operations } = this.facts();
    const windows =
      this.#windows.length === 1 ? '1 window holds' : `${this.#windows.length} windows hold`;
    return `${windows}: ${faults} faults, ${operations} operations`;
  }

  get replay(): string | undefined {
    const { verdict } = this;
    if (verdict === 'passed') return undefined;
    const deciding = this.#windows.find((window) => window.verdict === verdict);
    return this.minimised?.again === true ? this.minimised.replay : deciding?.replay;
  }

  facts(): SoakFacts {
    const sum = (of: (window: SoakWindow) => number): number =>
      this.#windows.reduce((total, window) => total + of(window), 0);
    const faults = sum((window) => window.faults);
    const hours = Math.max(1, this.#ended - (this.#begun ?? 0)) / 3600e9;
    const { minimised } = this;
    return {
      windows: this.#windows,
      faults,
      faultsPerHour: this.#windows.length === 0 ? 0 : Math.round(faults / hours),
      operations: sum((window) => window.operations),
      maxRssBytes: process.resourceUsage().maxRSS * 1024,
      records: this.#options.keepRecords ? 'kept' : 'deleted',
      ...(minimised === undefined ? {} : { minimised }),
    };
  }
}

const proven = ({ faults }: DrillResult): number =>
  faults.filter(({ bit, gone }) => bit && gone).length;

function guaranteesOf({ checks }: DrillResult): SoakWindow['guarantees'] {
  const count = (status: string): number => checks.filter((c) => c.status === status).length;
  return { holds: count('holds'), violated: count('violated'), unknown: count('unknown') };
}
