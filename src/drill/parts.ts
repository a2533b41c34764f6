import type { Provenance } from '../core/run-result.ts';
import type { Runtime, RuntimeStart } from '../runtime/runtime.ts';

/** What a run was provisioned with, once for all of its drills. */
export interface Parts {
  /** The etcd that members run unless a scenario chooses another. */
  readonly version: string;
  readonly versions: readonly Provenance[];
  /** `clientLinks` of one drill, where its scene is not the run's. */
  start(
    plan: Pick<RuntimeStart, 'run' | 'logDir' | 'keep'> & { readonly clientLinks?: number },
  ): Promise<{ runtime: Runtime; version: string }>;
}
