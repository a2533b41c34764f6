import type { CheckResult } from './check-result.ts';
import type { Verdict } from './verdict.ts';

/** A figure that the user wants bounded. `unmeasured` carries the reason, never a wrong number. */
export interface ObjectiveResult {
  readonly name: string;
  readonly status: 'met' | 'missed' | 'unmeasured';
  readonly value: number | null;
  /** null = measured and shown, not bounded by the scene. */
  readonly bound: number | null;
  readonly unit: string;
  /** Half-width of the error bar, in `unit`. */
  readonly plusMinus: number;
  readonly reason?: string;
}

/** A stage of the recovery. `at`: time since the loss. */
export interface Stage {
  readonly name: string;
  readonly at: number | null;
  readonly unit: 's';
  readonly plusMinus: number;
  readonly reason?: string;
}

export interface FaultResult {
  readonly name: string;
  readonly targets: readonly string[];
  readonly bit: boolean;
  readonly gone: boolean;
  readonly evidence: string;
}

/** Calls made by the load, probes excluded. */
export interface WorkloadTotals {
  readonly ok: number;
  readonly fail: number;
  readonly info: number;
  readonly opsPerSecond: number;
}

export interface StepResult {
  readonly text: string;
  readonly status: 'passed' | 'failed' | 'skipped' | 'undefined';
  readonly seconds: number;
  readonly error?: string;
}

export interface DrillResult {
  readonly drill: number;
  readonly feature: string;
  readonly scenario: string;
  readonly scene: string;
  /** The etcd that the members ran. */
  readonly etcd: string;
  readonly seed: string;
  readonly verdict: Verdict;
  /** The verdict's reason in one sentence. */
  readonly reason: string;
  readonly seconds: number;
  readonly steps: readonly StepResult[];
  readonly objectives: readonly ObjectiveResult[];
  readonly stages: readonly Stage[];
  readonly checks: readonly CheckResult[];
  /** Checks that a step named as violated on purpose. */
  readonly expectedUnsafe: readonly string[];
  readonly faults: readonly FaultResult[];
  readonly workload: WorkloadTotals;
  /** Where the drill's time went: phase -> seconds. */
  readonly phases: readonly { readonly name: string; readonly seconds: number }[];
  /** Plain facts worth showing: the snapshot used, refused snapshots, CPU shares. */
  readonly notes: readonly string[];
  /** A rendered error when the drill is `broken` or `missed`. */
  readonly error?: string;
}

/** A scenario that was not played, because a fault of it cannot happen here: nothing is covered. */
export interface SkippedScenario {
  readonly feature: string;
  readonly scenario: string;
  readonly scene: string;
  /** Which need is not met, and why. */
  readonly reason: string;
}

/** One part of the world and where it came from. */
export interface Provenance {
  readonly name: string;
  readonly version: string;
  /** `sha256:…` of the binary or image. */
  readonly digest: string;
  /** `image`, `cache`, `download`, `go-module`, `path` … and from where. */
  readonly source: string;
}

/** verdict.json. Its schema: scenarios/schema/verdict.schema.json. */
export interface RunResult {
  readonly run: string;
  readonly seed: string;
  readonly runtime: 'docker' | 'process';
  readonly verdict: Verdict;
  readonly exitCode: number;
  readonly reason: string;
  /** The command that plays the same run again. */
  readonly replay: string;
  readonly startedAt: string;
  readonly seconds: number;
  readonly versions: readonly Provenance[];
  readonly drills: readonly DrillResult[];
  /** Scenarios that count as not covered; absent when all were played. */
  readonly skipped?: readonly SkippedScenario[];
  /** Median and spread over the repetitions of one scenario (`--repeat`). */
  readonly repeated?: readonly RepeatedFigure[];
  /** What a soak came to; then `drills` holds its last window and those that did not pass. */
  readonly soak?: SoakFacts;
  /** Set when the run ended before it was complete. */
  readonly error?: string;
  readonly interrupted?: boolean;
}

/** One window of a soak: a storm on the cluster that all windows share, judged for itself. */
export interface SoakWindow {
  readonly window: number;
  readonly verdict: Verdict;
  readonly reason: string;
  /** Faults that were proven to bite and proven gone. */
  readonly faults: number;
  /** Calls in the window's record, those of probes included. */
  readonly operations: number;
  readonly guarantees: {
    readonly holds: number;
    readonly violated: number;
    readonly unknown: number;
  };
  readonly seconds: number;
  /** `isolate m1, disk-latency m1`, a round each. */
  readonly schedule: readonly string[];
  /** The command that plays this window again, on a new cluster. */
  readonly replay: string;
}

/** The fewest faults of a window that still fail. */
export interface Minimised {
  readonly window: number;
  /** Whether the window failed again on a new cluster; if not, nothing could be left out. */
  readonly again: boolean;
  /** Faults of the whole window. */
  readonly of: number;
  /** Their numbers in the window's schedule, from 1, and what they are. */
  readonly only: readonly number[];
  readonly schedule: readonly string[];
  /** Clusters on which a part of the schedule was played. */
  readonly tries: number;
  /** Whether each single fault was tried to leave out; not when the time was over before. */
  readonly complete: boolean;
  readonly replay: string;
}

export interface SoakFacts {
  readonly windows: readonly SoakWindow[];
  /** Proven to bite and proven gone, in all windows that were judged. */
  readonly faults: number;
  /** By the time from the first window's begin to the last one's end, judging included. */
  readonly faultsPerHour: number;
  readonly operations: number;
  /** The most memory that the harness itself held, in bytes. */
  readonly maxRssBytes: number;
  /** What became of the records of windows that passed; the last one's is always kept. */
  readonly records: 'kept' | 'deleted';
  readonly minimised?: Minimised;
}

export interface RepeatedFigure {
  readonly scenario: string;
  readonly name: string;
  readonly unit: string;
  readonly samples: number;
  readonly median: number;
  readonly min: number;
  readonly max: number;
}
