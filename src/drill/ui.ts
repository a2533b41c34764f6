/** Live figures of a drill, a few times a second. */
export interface Ticker {
  readonly opsPerSecond: number;
  readonly acknowledged: number;
  /** Milliseconds since the last acknowledged write; null before the first. */
  readonly lastAckAgeMs: number | null;
  readonly leader: string | null;
}

/** Where a run tells people what it does. Implementations live in cli/. */
export interface Ui {
  drill(event: { number: number; feature: string; scenario: string; seed: string }): void;
  /** A scenario that is not played, because something that it needs is not here. */
  skipped(event: { feature: string; scenario: string; reason: string }): void;
  phase(name: string): void;
  step(event: {
    text: string;
    status: 'running' | 'passed' | 'failed' | 'skipped';
    seconds: number;
  }): void;
  /** A fact worth a line: a snapshot refused, the leader moved, what a fault proved. */
  note(text: string): void;
  /** A long piece of work inside a phase; `doneMs` is set when it ended. */
  progress(event: { what: string; detail?: string; doneMs?: number }): void;
  tick(numbers: Ticker): void;
  drillEnd(event: { verdict: string; reason: string; seconds: number }): void;
}
