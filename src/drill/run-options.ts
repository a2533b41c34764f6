import type { ISupportCodeLibrary } from '@cucumber/cucumber/api';
import type { Duration } from '../core/duration.ts';
import type { EtcdAsked } from '../provision/etcd-asked.ts';
import type { Scene } from '../scene/scene.ts';
import type { Ui } from './ui.ts';

export interface Chosen {
  /** By the name that the feature says. */
  readonly scenes: ReadonlyMap<string, Scene>;
  /** Full versions besides the run's own. */
  readonly etcds: readonly string[];
}

/** Everything that one run needs, validated: nothing was created yet. */
export interface RunOptions {
  /** Paths of .feature files or folders, in the order of playing. */
  readonly features: readonly string[];
  readonly scene: Scene;
  /** Its file as it was read, for the run folder. */
  readonly sceneText: string;
  /**
   * The steps, loaded once in a process: modules are cached, so loading them a second time finds
   * nothing. Hand it to runCucumber as `support`.
   */
  readonly support: ISupportCodeLibrary;
  /** Canonical seed, `0x…`. */
  readonly seed: string;
  readonly runtime: { readonly kind: 'docker' | 'process'; readonly why: string };
  /** What `--etcd` asked for; absent = the scene's version. */
  readonly etcd?: EtcdAsked;
  /** Scenes and releases of etcd that scenarios choose themselves; they win over the command line. */
  readonly chosen: Chosen;
  readonly tags?: string;
  readonly name?: string;
  readonly repeat: number;
  /** Limit for each drill. */
  readonly timeout: Duration;
  readonly keep: boolean;
  readonly ui: Ui;
  /** Aborts the run: it heals, stops, removes and leaves a readable run folder. */
  readonly signal: AbortSignal;
  /** Where run folders are made; default `reports` beside the package. */
  readonly reportsDir: string;
  /** The command that plays this again, printed and written. */
  readonly replay: string;
}
