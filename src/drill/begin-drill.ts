import { startClock } from '../core/clock.ts';
import { DoomsdayError } from '../core/doomsday-error.ts';
import { formatDuration, toMillis } from '../core/duration.ts';
import { HealStack } from '../core/heal-stack.ts';
import { seededRng } from '../core/rng.ts';
import { EXIT } from '../core/verdict.ts';
import { openRecorder } from '../record/recorder.ts';
import { memberNames, type Scene } from '../scene/scene.ts';
import type { Before, Drill, Scenario } from './drill.ts';
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
  /** What it is played on: the run's own, or what the scenario chose. */
  readonly scene: Scene;
  readonly etcd: string;
  /** What its faults ask of the start of members; default nothing. */
  readonly start?: Drill['start'];
  readonly options: Pick<RunOptions, 'seed' | 'ui' | 'keep' | 'signal' | 'timeout'>;
  readonly folder: RunFolder;
  readonly parts: Parts;
  /** Absent = the cluster is new. */
  readonly before?: Before;
}

/** Opens the record and draws everything random from the seed; no machine is made yet. */
export async function beginDrill(plan: DrillPlan): Promise<Drill> {
  const { number, scenario, scene, etcd, start = {}, options, folder, parts, before } = plan;
  const { seed, ui, keep } = options;
  const clock = startClock();
  const recorder = await openRecorder({ file: folder.history, clock, header: headerOf(plan) });
  const phases = openPhaseBook(recorder, ui);
  phases.enter('prepare');
  const broken = new AbortController();
  const drill: Drill = {
    number,
    scenario,
    scene,
    etcd,
    start,
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
    startRuntime: async () => {
      const place = { run: `${folder.run}-${number}`, logDir: folder.logs(number), keep };
      return { ...(await parts.start({ ...place, clientLinks: scene.members })), version: etcd };
    },
    expectations: { required: new Set(), expectedUnsafe: new Set() },
    steps: [],
    notes: [],
    injections: [],
    faults: { asked: 0 },
    snapshots: { refused: 0 },
    ...(before === undefined ? {} : { before }),
  };
  return drill;
}

/** What the record says of the drill before its first line. */
function headerOf({ number, scenario, scene, etcd, options, folder, before }: DrillPlan) {
  const names = memberNames(scene);
  return {
    run: folder.run,
    seed: options.seed,
    scene: scene.name,
    etcd: Object.fromEntries(names.map((name) => [name, etcd])),
    prefixes: PREFIXES,
    drill: number,
    feature: scenario.feature,
    scenario: scenario.scenario,
    objectives: scene.objectives,
    probeEveryNs: scene.probes.every,
    ...(before?.initial === undefined ? {} : { initial: before.initial }),
  };
}

function timeLimit({ timeout }: Pick<RunOptions, 'timeout'>): AbortSignal {
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
