import type { ISupportCodeLibrary } from '@cucumber/cucumber/api';
import { usageError } from '../../core/doomsday-error.ts';
import type { Chosen } from '../../drill/run-options.ts';
import {
  chosen,
  factsOfScenario,
  type PlainStep,
  type ScenarioFacts,
} from '../../drill/step-facts.ts';
import { parseGroups } from '../../faults/peer-network/groups-by-name.ts';
import { parseEtcdAsked } from '../../provision/parse-etcd-asked.ts';
import { loadScene, type SceneHome } from '../../scene/load-scene.ts';
import type { Scene } from '../../scene/scene.ts';
import { at } from './at-place.ts';
import { checkHarms, mustHitOne, type WhereIs } from './check-harms.ts';

/** Where features and scenes are looked for; what the command line sets holds for each scene. */
export type Home = Required<Pick<SceneHome, 'root' | 'cwd'>> &
  SceneHome & {
    /** What scenarios are played on that choose no scene themselves. */
    readonly scene: Scene;
  };

interface Around {
  readonly support: ISupportCodeLibrary;
  readonly home: Home;
  readonly whereIs: WhereIs;
}

/**
 * The scenes and releases of etcd that these scenarios choose themselves; faults, targets and
 * groups that they name are only looked at.
 * @throws {DoomsdayError} exit 64 with the step's place: SCENE_UNKNOWN, BAD_ETCD, ETCD_TOO_OLD,
 *   NO_SUCH_FAULT, GROUPS, what checkHarms throws; or SCENE_INVALID with the place in the scene.
 */
export function chosenBy(
  scenarios: readonly { readonly steps: readonly PlainStep[] }[],
  { support, home, whereIs }: Around,
): Chosen {
  const all = scenarios.map(({ steps }) => factsOfScenario(steps, support));
  const scenes: [string, Scene][] = [];
  const etcds = new Set<string>();
  for (const { of, value, id } of all.flatMap(({ choices }) => choices)) {
    const where = whereIs(id);
    if (of === 'fault') at({ where, what: 'name' }, () => mustHitOne(value, 'whoever leads'));
    else if (of === 'groups') at({ where, what: 'groups' }, () => parseGroups(value));
    else if (of === 'etcd') etcds.add(at({ where, what: 'version' }, () => release(value)));
    else scenes.push([value, at({ where, what: 'name' }, () => loadScene(value, home).scene)]);
  }
  const known = new Map(scenes);
  const sceneOf = (facts: ScenarioFacts): Scene =>
    known.get(chosen(facts, 'scene') ?? '') ?? home.scene;
  for (const facts of all) checkHarms(facts, { scene: sceneOf(facts), whereIs });
  // A scene that is chosen brings its own etcd, which has to be there before anything is made.
  for (const [, scene] of scenes) etcds.add(scene.etcd.version);
  return { scenes: known, etcds: [...etcds] };
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
