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
  chosen,
  ui,
  signal,
}: PartsOptions): Promise<Parts> {
  const asked: EtcdAsked = etcd ?? { kind: 'version', version: scene.etcd.version };
  const plan = { asked, also: chosen.etcds, clientLinks: scene.members, signal };
  const ctx = provisionContext({ progress: (event) => ui.progress(event), signal });
  // Loaded when needed: testcontainers alone costs a tenth of a second.
  if (runtime.kind === 'docker') {
    const { prepareDockerParts } = await import('./prepare-docker-parts.ts');
    return prepareDockerParts(plan, ctx);
  }
  const { prepareProcessParts } = await import('./prepare-process-parts.ts');
  return prepareProcessParts(plan, ctx);
}

type PartsOptions = Pick<RunOptions, 'runtime' | 'scene' | 'etcd' | 'chosen' | 'ui' | 'signal'>;

export interface PartsPlan {
  readonly asked: EtcdAsked;
  /** Further versions of etcd, which scenarios choose. */
  readonly also?: readonly string[];
  /** A restored cluster takes over the links of the one before it. */
  readonly clientLinks: number;
  readonly signal: AbortSignal;
}

/** Everything that was asked for; what the run itself runs comes last and wins its version. */
export const allAsked = ({ asked, also = [] }: PartsPlan): readonly EtcdAsked[] => [
  ...also
    .filter((version) => asked.kind !== 'version' || asked.version !== version)
    .map((version): EtcdAsked => ({ kind: 'version', version })),
  asked,
];

/** Version -> what was provisioned. */
export const byVersion = <T extends { readonly version: string }>(
  parts: readonly T[],
): Map<string, T> => new Map(parts.map((part) => [part.version, part]));
