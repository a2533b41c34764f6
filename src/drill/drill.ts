import type { Clock } from '../core/clock.ts';
import { DoomsdayError } from '../core/doomsday-error.ts';
import { EXIT } from '../core/verdict.ts';
import type { HealStack } from '../core/heal-stack.ts';
import type { Rng } from '../core/rng.ts';
import type { StepResult } from '../core/run-result.ts';
import type { StateRead } from '../cluster/read-state.ts';
import type { HeaderLine } from '../history/types.ts';
import type { FaultFacts } from '../faults/define-fault.ts';
import type { Injection } from '../faults/inject-fault.ts';
import type { Recorder } from '../record/recorder.ts';
import type { Snapshot } from '../recovery/snapshot.ts';
import type { SnapshotSchedule } from '../recovery/snapshot-schedule.ts';
import type { Runtime } from '../runtime/runtime.ts';
import type { Scene } from '../scene/scene.ts';
import type { Conclusion } from './conclude.ts';
import type { Load } from './load.ts';
import type { OldClient } from './old-client.ts';
import type { PhaseBook } from './phase-book.ts';
import type { RunFolder } from './run-folder.ts';
import type { SelfWatch } from './self-watch.ts';
import type { PlainStep } from './step-facts.ts';
import type { Ui } from './ui.ts';
import type { World } from './world.ts';

/** What a drill plays, named as people named it. */
export interface Scenario {
  readonly feature: string;
  readonly scenario: string;
  /** `features/…:line`. */
  readonly where: string;
  readonly steps: readonly PlainStep[];
}

/** What the steps promised; the verdict holds the drill to it. */
export interface Expectations {
  readonly required: Set<string>;
  readonly expectedUnsafe: Set<string>;
}

/** Where the cluster was in use before: what a record needs that begins in the middle. */
export interface Before {
  /** Places of clients, and ticks of probes, that earlier records used up: values stay unique. */
  readonly clients: number;
  readonly ticks: number;
  /** What a linearizable read showed while no client called; absent = nothing was ever written. */
  readonly initial?: NonNullable<HeaderLine['initial']>;
}

/** One feature scenario, played on one scene with one seed: its state while it runs. */
export interface Drill {
  readonly number: number;
  readonly scenario: Scenario;
  readonly scene: Scene;
  /** The etcd that the members run. */
  readonly etcd: string;
  /** What its faults ask of the start of members. */
  readonly start: NonNullable<FaultFacts['start']>;
  readonly seed: string;
  readonly rng: Rng;
  readonly ui: Ui;
  /** Aborts at Ctrl-C, at the drill's time limit, and when the world under it breaks; its reason is the error to report. */
  readonly signal: AbortSignal;
  /** Ends the drill before its steps are through; the first thing that went wrong is kept. */
  readonly abort: (error: unknown) => void;
  readonly clock: Clock;
  readonly folder: RunFolder;
  readonly recorder: Recorder;
  readonly heals: HealStack;
  readonly phases: PhaseBook;
  readonly selfWatch: SelfWatch;
  /** Starts an empty world of machines; `version` is the etcd they run. */
  readonly startRuntime: () => Promise<{ runtime: Runtime; version: string }>;
  readonly expectations: Expectations;
  readonly steps: StepResult[];
  readonly notes: string[];
  readonly injections: Injection[];
  /** How many faults were asked for, proven or not: the number of the latest. */
  readonly faults: { asked: number };
  readonly snapshots: { schedule?: SnapshotSchedule; survivor?: Snapshot; refused: number };
  readonly before?: Before;
  /** What a linearizable read showed when the load was over. */
  endState?: StateRead;
  world?: World;
  load?: Load;
  oldClient?: OldClient;
  /** The end of the experiment, begun once: see conclude.ts. */
  conclusion?: Promise<Conclusion>;
  /** The first thing that went wrong. */
  failure?: unknown;
}

/** @throws {DoomsdayError} STEP_ORDER when no cluster was asked for before. */
export function worldOf(drill: Drill): World {
  if (drill.world !== undefined) return drill.world;
  throw stepOrder('a cluster', 'Given a healthy cluster');
}

/** @throws {DoomsdayError} STEP_ORDER when no load was asked for before. */
export function loadOf(drill: Drill): Load {
  if (drill.load !== undefined) return drill.load;
  throw stepOrder('clients', 'And clients are reading and writing');
}

export const stepOrder = (what: string, step: string): DoomsdayError =>
  new DoomsdayError({
    code: 'STEP_ORDER',
    message: `a step needs ${what} that no earlier step made`,
    expected: `"${step}" before it`,
    next: 'doomsday steps',
    exit: EXIT.inconclusive,
  });

/** A fact that belongs into the terminal and the report. */
export function note(drill: Drill, text: string): void {
  drill.notes.push(text);
  drill.ui.note(text);
}
