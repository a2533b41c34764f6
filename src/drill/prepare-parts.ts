import { provisionContext } from '../provision/provision-context.ts';
import type { EtcdAsked } from '../provision/etcd-asked.ts';
import type { Parts } from './parts.ts';
import type { RunOptions } from './run-options.ts';

/**
 * Gets everything that the run's machines need, with progress: binaries, or images with the gate.
 * Nothing of a cluster is created. Cost: tens of milliseconds when all is in the cache.
 */
export async function prepareParts({
  runtime,
  scene,
  etcd,
  ui,
  signal,
}: RunOptions): Promise<Parts> {
  const asked: EtcdAsked = etcd ?? { kind: 'version', version: scene.etcd.version };
  const plan = { asked, clientLinks: scene.members, signal };
  const ctx = provisionContext({ progress: (event) => ui.progress(event), signal });
  // Loaded when needed: testcontainers alone costs a tenth of a second.
  if (runtime.kind === 'docker') {
    const { prepareDockerParts } = await import('./prepare-docker-parts.ts');
    return prepareDockerParts(plan, ctx);
  }
  const { prepareProcessParts } = await import('./prepare-process-parts.ts');
  return prepareProcessParts(plan, ctx);
}

export interface PartsPlan {
  readonly asked: EtcdAsked;
  /** A restored cluster takes over the links of the one before it. */
  readonly clientLinks: number;
  readonly signal: AbortSignal;
}
