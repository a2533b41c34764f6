import type { Provenance } from '../core/run-result.ts';
import type { Runtime, RuntimeStart } from '../runtime/runtime.ts';

/** What a run was provisioned with, once for all of its drills. */
export interface Parts {
  /** The etcd that members run. */
  readonly version: string;
  readonly versions: readonly Provenance[];
  start(
    plan: Pick<RuntimeStart, 'run' | 'logDir' | 'keep'>,
  ): Promise<{ runtime: Runtime; version: string }>;
}
