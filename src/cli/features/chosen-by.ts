import type { ISupportCodeLibrary } from '@cucumber/cucumber/api';
import { DoomsdayError, usageError } from '../../core/doomsday-error.ts';
import { faultNamed } from '../../drill/faults-by-name/faults-by-name.ts';
import type { Chosen } from '../../drill/run-options.ts';
import { factsOfScenario, type PlainStep } from '../../drill/step-facts.ts';
import { parseEtcdAsked } from '../../provision/parse-etcd-asked.ts';
import { loadScene, type SceneHome } from '../../scene/load-scene.ts';
import type { Scene } from '../../scene/scene.ts';

/** Where features and scenes are looked for; what the command line sets holds for each scene. */
export type Home = Required<Pick<SceneHome, 'root' | 'cwd'>> & SceneHome;

interface Around {
  readonly support: ISupportCodeLibrary;
  readonly home: Home;
  /** `file:line:column` of a step, by its id. */
  readonly whereIs: (id: string) => string;
}

/**
 * The scenes and releases of etcd that these scenarios choose themselves; faults that their tables
 * name are only looked up.
 * @throws {DoomsdayError} exit 64 with the step's place: SCENE_UNKNOWN, BAD_ETCD, ETCD_TOO_OLD,
 *   NO_SUCH_FAULT; or SCENE_INVALID with the place in the scene.
 */
export function chosenBy(
  scenarios: readonly { readonly steps: readonly PlainStep[] }[],
  { support, home, whereIs }: Around,
): Chosen {
  const choices = scenarios.flatMap(({ steps }) => factsOfScenario(steps, support).choices);
  const scenes: [string, Scene][] = [];
  const etcds = new Set<string>();
  for (const { of, value, id } of choices) {
    const where = whereIs(id);
    if (of === 'fault') at({ where, what: 'name' }, () => faultNamed(value));
    else if (of === 'etcd') etcds.add(at({ where, what: 'version' }, () => release(value)));
    else scenes.push([value, at({ where, what: 'name' }, () => loadScene(value, home).scene)]);
  }
  // A scene that is chosen brings its own etcd, which has to be there before anything is made.
  for (const [, scene] of scenes) etcds.add(scene.etcd.version);
  return { scenes: new Map(scenes), etcds: [...etcds] };
}

/** A path or an image would tie a feature to one machine. */
function release(text: string): string {
  const asked = parseEtcdAsked(text);
  if (asked.kind === 'version') return asked.version;
  throw usageError({
    code: 'BAD_ETCD',
    message: `"${text}" is no etcd version`,
    expected: 'a full version, such as 3.6.14; a path or an image goes with --etcd',
    observed: text,
  });
}

/** What is wrong with a choice is told with the step's place. */
function at<T>({ where, what }: { where: string; what: string }, look: () => T): T {
  try {
    return look();
  } catch (error) {
    if (!(error instanceof DoomsdayError) || error.code === 'SCENE_INVALID') throw error;
    throw usageError({ ...error.facts, where, next: `correct the ${what} in the feature` });
  }
}
