import type { RunResult } from '../core/run-result.ts';
import { toSeconds } from '../core/duration.ts';
import type { RunOptions } from '../drill/run-options.ts';
import { parseEtcdAsked } from '../provision/parse-etcd-asked.ts';
import { loadScene } from '../scene/load-scene.ts';
import type { LoadedScene } from '../scene/scene.ts';
import { chooseRuntime } from './choose-runtime.ts';
import type { Context } from './context.ts';
import { checkFeatures, type Planned } from './features/check-features.ts';
import { findFeatures } from './features/find-features.ts';
import { loadSteps } from './features/load-steps.ts';
import { interruptible } from './interrupt.ts';
import { timeoutOf } from './options.ts';
import { replayLine, type RunAsked } from './run-asked.ts';
import { sceneText } from './scene-as-played.ts';
import { closing } from './terminal/closing.ts';
import { uiOf } from './terminal/ui-of.ts';

const COMMANDS = [
  'run',
  'soak',
  'replay',
  'report',
  'steps',
  'faults',
  'doctor',
  'provision',
  'clean',
  'envelope',
  'tune',
];

type Asked = RunAsked & { readonly seed: string };
/** What a run came to, and its folder. */
export interface PlayedRun {
  readonly result: RunResult;
  readonly folder: string;
}

/** Everything of RunOptions that comes from the request alone. */
type Valid = Omit<RunOptions, 'runtime' | 'replay' | 'ui' | 'signal'>;

/**
 * Plays one run from request to summary. Everything is validated before anything is created.
 * @throws {DoomsdayError} exit 64 for a wrong request; what playRun throws.
 */
export async function startRun(asked: Asked, context: Context): Promise<PlayedRun> {
  const { valid, loaded, planned } = await validate(asked, context);
  const runtime = await chooseRuntime(asked.runtime);
  const { playRun } = await import('../drill/play-run.ts');
  using interruption = interruptible((text) => context.err(text));
  announce({ asked, loaded, planned, runtime }, context);
  const ui = uiOf(context, asked.json === true);
  const replay = replayLine({ ...asked, runtime: runtime.kind }, context);
  let played: PlayedRun;
  try {
    played = await playRun({ ...valid, runtime, replay, ui, signal: interruption.signal });
  } finally {
    ui.close();
  }
  if (asked.json === true) context.out(`${JSON.stringify(played.result, undefined, 2)}\n`);
  else context.out(`${closing(played.result, played.folder, context)}\n`);
  return played;
}

async function validate(
  asked: Asked,
  context: Context,
): Promise<{ valid: Valid; loaded: LoadedScene; planned: Planned }> {
  const loaded = loadScene(asked.scene, { ...context, set: asked.set ?? [] });
  const etcd = asked.etcd === undefined ? {} : { etcd: parseEtcdAsked(asked.etcd) };
  const features = findFeatures(asked.features, context, COMMANDS);
  const support = await loadSteps(context.root);
  const selected = {
    ...(asked.tags === undefined ? {} : { tags: asked.tags }),
    ...(asked.name === undefined ? {} : { name: asked.name }),
  };
  const { scene } = loaded;
  const planned = await checkFeatures({ features, ...selected }, support, {
    ...context,
    set: asked.set ?? [],
    scene,
  });
  const valid: Valid = {
    ...selected,
    ...etcd,
    features,
    scene,
    sceneText: sceneText(loaded, asked.set),
    support,
    chosen: planned.chosen,
    seed: asked.seed,
    repeat: asked.repeat,
    timeout: timeoutOf(asked.timeout),
    keep: asked.keep === true,
    reportsDir: asked.reports,
  };
  return { valid, loaded, planned };
}

interface Announced {
  readonly asked: Asked;
  readonly loaded: LoadedScene;
  readonly planned: Planned;
  readonly runtime: RunOptions['runtime'];
}

/** The runtime and why come first: everything else depends on it. */
function announce({ asked, loaded, planned, runtime }: Announced, context: Context): void {
  if (asked.json === true) return;
  const { colors: c } = context;
  const say = context.live ? context.out : context.err;
  const { scene, warnings } = loaded;
  const { scenarios, chosen } = planned;
  const drills = scenarios.length * asked.repeat;
  const own = ownChoices(chosen);
  const etcd = asked.etcd ?? scene.etcd.version;
  say(`${c.bold(runtime.kind)} runtime ${c.dim(`(${runtime.why})`)}\n`);
  const facts = [
    `scene ${scene.name}`,
    `${scene.members} ${scene.members === 1 ? 'member' : 'members'}`,
    `etcd ${etcd}`,
    `seed ${asked.seed}`,
    `${drills} ${drills === 1 ? 'drill' : 'drills'}`,
    `at most ${toSeconds(timeoutOf(asked.timeout))} s each`,
    ...(own === '' ? [] : [`scenarios choose ${own}`]),
  ];
  say(`${c.dim(facts.join(' · '))}\n`);
  for (const warning of warnings) say(`${c.yellow('warning')} ${warning}\n`);
}

function ownChoices({ scenes, etcds }: Planned['chosen']): string {
  const lists = [
    ['scene', [...scenes.keys()]],
    ['etcd', etcds],
  ] as const;
  return lists
    .flatMap(([what, names]) => (names.length === 0 ? [] : [`${what} ${names.join(', ')}`]))
    .join(' and ');
}
