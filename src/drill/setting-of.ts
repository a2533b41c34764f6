import type { Scene } from '../scene/scene.ts';
import { HarnessBug } from '../core/doomsday-error.ts';
import type { RunOptions } from './run-options.ts';
import { chosen, type ScenarioFacts } from './step-facts.ts';

/** What one scenario is played on. */
export interface Setting {
  readonly scene: Scene;
  /** A version. */
  readonly etcd: string;
}

/**
 * A scenario's own choice wins over the command line, and the command line over the scene. `runs`:
 * the version that the run itself was provisioned with.
 */
export function settingOf(
  facts: Pick<ScenarioFacts, 'choices'>,
  options: Pick<RunOptions, 'scene' | 'etcd' | 'chosen'>,
  runs: string,
): Setting {
  const name = chosen(facts, 'scene');
  const scene = name === undefined ? options.scene : options.chosen.scenes.get(name);
  if (scene === undefined) throw new HarnessBug(`the scene "${name}" was not loaded`);
  const own = name === undefined || options.etcd !== undefined ? runs : scene.etcd.version;
  return { scene, etcd: chosen(facts, 'etcd') ?? own };
}
