import { startClock } from '../core/clock.ts';
import { DoomsdayError } from '../core/doomsday-error.ts';
import { formatDuration, toMillis } from '../core/duration.ts';
import { HealStack } from '../core/heal-stack.ts';
import { seededRng } from '../core/rng.ts';
import { EXIT } from '../core/verdict.ts';
import { openRecorder } from '../record/recorder.ts';
import { memberNames } from '../scene/scene.ts';
import type { Drill, Scenario } from './drill.ts';
import type { Parts } from './parts.ts';
import { openPhaseBook } from './phase-book.ts';
import type { RunFolder } from './run-folder.ts';
import type { RunOptions } from './run-options.ts';
import { watchSelf } from './self-watch.ts';

/** Prefixes that the drill's own clients write; whatever else appears is foreign. */
const PREFIXES = ['load/', 'probe/', 'canary/'];

export interface DrillPlan {
  readonly number: number;
  readonly scenario: Scenario;
  readonly options: RunOptions;
  readonly folder: RunFolder;
  readonly parts: Parts;
}

/** Opens the record and draws everything random from the seed; no machine is made yet. */
export async function beginDrill({
  number,
  scenario,
  options,
  folder,
  parts,
}: DrillPlan): Promise<Drill> {
  const { scene, seed, ui, keep } = options;
  const clock = startClock();
  const recorder = await openRecorder({ file: folder.history, clock, header: header() });
  const phases = openPhaseBook(recorder, ui);
  phases.enter('prepare');
  const broken = new AbortController();
  const drill: Drill = {
    number,
    scenario,
    scene,
    seed,
    ui,
    clock,
    folder,
    recorder,
    phases,
    // One stream per scenario: adding a scenario to a feature does not change the others' draws.
    rng: seededRng(`${seed}/${scenario.where}/${scenario.scenario}`),
    signal: AbortSignal.any([options.signal, timeLimit(options), broken.signal]),
    abort: (error) => {
      drill.failure ??= error;
      broken.abort(error);
    },
    heals: new HealStack(),
    selfWatch: watchSelf(recorder, toMillis(scene.harness.maxLag)),
    startRuntime: () =>
      parts.start({ run: `${folder.run}-${number}`, logDir: folder.logs(number), keep }),
    expectations: { required: new Set(), expectedUnsafe: new Set() },
    steps: [],
    notes: [],
    injections: [],
    snapshots: { refused: 0 },
  };
  return drill;

  function header() {
    const names = memberNames(scene);
    return {
      run: folder.run,
      seed,
      scene: scene.name,
      etcd: Object.fromEntries(names.map((name) => [name, parts.version])),
      prefixes: PREFIXES,
      drill: number,
      feature: scenario.feature,
      scenario: scenario.scenario,
      objectives: scene.objectives,
      probeEveryNs: scene.probes.every,
    };
  }
}

function timeLimit({ timeout }: RunOptions): AbortSignal {
  const limit = new AbortController();
  const error = new DoomsdayError({
    code: 'DRILL_TIMEOUT',
    message: `the drill took longer than ${formatDuration(timeout)}`,
    expected: `an end within ${formatDuration(timeout)}`,
    next: 'look at the phases in the report; --timeout gives a drill more time',
    exit: EXIT.missed,
  });
  AbortSignal.timeout(toMillis(timeout)).addEventListener('abort', () => limit.abort(error));
  return limit.signal;
}
