import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { seconds } from '../../src/core/duration.ts';
import { freshId } from '../../src/core/rng.ts';
import { awaitServing } from '../../src/cluster/await-serving.ts';
import { buildCluster } from '../../src/cluster/build-cluster.ts';
import type { Cluster } from '../../src/cluster/cluster.ts';
import { prepareProcessParts } from '../../src/drill/prepare-process-parts.ts';
import { openLinks } from '../../src/links/open-links.ts';
import { DEFAULT_ETCD_VERSION } from '../../src/provision/defaults.ts';
import { provisionContext } from '../../src/provision/provision-context.ts';
import { loadScene } from '../../src/scene/load-scene.ts';

export interface GatedCluster extends AsyncDisposable {
  readonly cluster: Cluster;
  /** Client links. */
  readonly endpoints: readonly { host: string; port: number }[];
  /** CPU time that the members used so far. */
  cpuNs(): Promise<number>;
}

/** A cluster as a drill builds it: every peer dial, client call and fsync goes over a link. */
export async function gatedCluster(count: number): Promise<GatedCluster> {
  const folder = await mkdtemp(join(tmpdir(), 'doomsday-gated-'));
  const { scene } = loadScene('three-members', { root: join(import.meta.dirname, '../..') });
  const asked = { kind: 'version', version: DEFAULT_ETCD_VERSION } as const;
  const plan = { asked, clientLinks: count, signal: new AbortController().signal };
  const parts = await prepareProcessParts(plan, provisionContext());
  const { runtime, version } = await parts.start({ run: `bench-${freshId()}`, logDir: folder });
  const links = openLinks(runtime.toxiproxy);
  const names = Array.from({ length: count }, (_, i) => `m${i + 1}`);
  const build = { epoch: 1, names, version, token: 'bench', settings: scene.etcd };
  const cluster = await buildCluster(build, { runtime, links });
  await Promise.all(cluster.members.map(({ machine, plan: start }) => machine.start(start)));
  await awaitServing(cluster, { within: seconds(20) });
  return {
    cluster,
    endpoints: cluster.members.map(
      ({ client }) => client.fromHarness as { host: string; port: number },
    ),
    cpuNs: async () => {
      const used = await Promise.all(cluster.members.map(({ machine }) => machine.cpuNs()));
      return used.reduce<number>((sum, n) => sum + (n ?? 0), 0);
    },
    [Symbol.asyncDispose]: async () => {
      await runtime[Symbol.asyncDispose]();
      await rm(folder, { recursive: true });
    },
  };
}
