import { nanos, toSeconds } from '../core/duration.ts';
import type { WorkloadTotals } from '../core/run-result.ts';
import type { Outcome } from '../history/types.ts';

export interface LoadTotals extends WorkloadTotals {
  /** Slots of an open-loop rate whose client was busy or lost: the load was short by these. */
  readonly missed: number;
}

/** Counts outcomes and the time in which the load was on; pauses do not lower the rate. */
export class Tally {
  readonly #now: () => number;
  readonly #counts = { ok: 0, fail: 0, info: 0, missed: 0 };
  #since: number | undefined;
  #onFor = 0;

  constructor(now: () => number) {
    this.#now = now;
    this.#since = now();
  }

  count(what: Outcome | 'missed'): void {
    this.#counts[what] += 1;
  }

  off(): void {
    this.#onFor += this.#sinceOn();
    this.#since = undefined;
  }

  on(): void {
    this.#since ??= this.#now();
  }

  totals(): LoadTotals {
    const length = toSeconds(nanos(this.#onFor + this.#sinceOn()));
    const { ok } = this.#counts;
    return { ...this.#counts, opsPerSecond: length === 0 ? 0 : Math.round(ok / length) };
  }

  #sinceOn(): number {
    return this.#since === undefined ? 0 : this.#now() - this.#since;
  }
}
