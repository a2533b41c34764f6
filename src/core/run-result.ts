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
  /** Median and spread over the repetitions of one scenario (`--repeat`). */
  readonly repeated?: readonly RepeatedFigure[];
  /** Set when the run ended before it was complete. */
  readonly error?: string;
  readonly interrupted?: boolean;
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
