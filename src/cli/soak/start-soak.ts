import { usageError } from '../../core/doomsday-error.ts';
import { formatDuration } from '../../core/duration.ts';
import type { RunResult } from '../../core/run-result.ts';
import { parseEtcdAsked } from '../../provision/parse-etcd-asked.ts';
import { loadScene } from '../../scene/load-scene.ts';
import type { LoadedScene } from '../../scene/scene.ts';
import { chooseRuntime, type RuntimeChoice } from '../choose-runtime.ts';
import type { Context } from '../context.ts';
import { interruptible } from '../interrupt.ts';
import { timeoutOf } from '../options.ts';
import { sceneText } from '../scene-as-played.ts';
import { closing } from '../terminal/closing.ts';
import { uiOf } from '../terminal/ui-of.ts';
import { soakLine, type SoakAsked } from './soak-asked.ts';
import { soakLines } from './soak-lines.ts';

type Asked = SoakAsked & { readonly seed: string };

/**
 * Plays one soak from request to summary. Everything is validated before anything is created.
 * @throws {DoomsdayError} exit 64 for a wrong request; what playSoak throws.
 */
export async function startSoak(asked: Asked, context: Context): Promise<RunResult> {
  if (asked.only !== undefined && asked.window === undefined) throw onlyOfWhat();
  const { set = [] } = asked;
  const loaded = loadScene(asked.scene, { ...context, set });
  const etcd = asked.etcd === undefined ? {} : { etcd: parseEtcdAsked(asked.etcd) };
  const runtime = await chooseRuntime(asked.runtime);
  const { playSoak } = await import('../../drill/soak/play-soak.ts');
  const { checkSoak } = await import('../../drill/soak/check-soak.ts');
  checkSoak(loaded.scene, asked);
  using interruption = interruptible((text) => context.err(text));
  announce({ asked, loaded, runtime }, context);
  const ui = uiOf(context, asked.json === true);
  const fixed = { ...asked, runtime: runtime.kind };
  const { seed, window, only, minimiseFor } = asked;
  const part = {
    ...(window === undefined ? {} : { window }),
    ...(only === undefined ? {} : { only }),
  };
  try {
    const { result, folder } = await playSoak({
      ...{ ...etcd, ...part, seed, runtime, ui, minimiseFor, scene: loaded.scene },
      sceneText: sceneText(loaded, set),
      length: asked.for,
      timeout: timeoutOf(asked.timeout),
      keepRecords: asked.keepRecords === true,
      signal: interruption.signal,
      reportsDir: asked.reports,
      replay: soakLine(fixed, context),
      replayOf: (which) => soakLine(fixed, context, which),
    });
    ui.close();
    if (asked.json === true) context.out(`${JSON.stringify(result, undefined, 2)}\n`);
    else context.out(`${closing(result, folder, context)}\n\n${soakLines(result, context)}\n`);
    return result;
  } finally {
    ui.close();
  }
}

const onlyOfWhat = () =>
  usageError({
    code: 'USAGE',
    message: '--only needs --window: it names faults of one window',
    where: '--only',
    expected: 'doomsday soak --seed N --window K --only 1,2',
    next: 'doomsday soak --help',
  });

interface Announced {
  readonly asked: Asked;
  readonly loaded: LoadedScene;
  readonly runtime: RuntimeChoice;
}

/** The runtime and why come first: everything else depends on it. */
function announce({ asked, loaded, runtime }: Announced, context: Context): void {
  if (asked.json === true) return;
  const { colors: c } = context;
  const say = context.live ? context.out : context.err;
  const { scene, warnings } = loaded;
  say(`${c.bold(runtime.kind)} runtime ${c.dim(`(${runtime.why})`)}\n`);
  const { window } = asked;
  const facts = [
    `scene ${scene.name}`,
    `${scene.members} ${scene.members === 1 ? 'member' : 'members'}`,
    `etcd ${asked.etcd ?? scene.etcd.version}`,
    `seed ${asked.seed}`,
    window === undefined ? `soak for ${formatDuration(asked.for)}` : `window ${window} alone`,
  ];
  say(`${c.dim(facts.join(' · '))}\n`);
  for (const warning of warnings) say(`${c.yellow('warning')} ${warning}\n`);
}
