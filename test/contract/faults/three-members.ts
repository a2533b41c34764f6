import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { seconds } from '../../../src/core/duration.ts';
import { freshId } from '../../../src/core/rng.ts';
import { awaitServing } from '../../../src/cluster/await-serving.ts';
import { buildCluster } from '../../../src/cluster/build-cluster.ts';
import type { Cluster } from '../../../src/cluster/cluster.ts';
import { prepareDockerParts } from '../../../src/drill/prepare-docker-parts.ts';
import { prepareProcessParts } from '../../../src/drill/prepare-process-parts.ts';
import { openLinks } from '../../../src/links/open-links.ts';
import { DEFAULT_ETCD_VERSION } from '../../../src/provision/defaults.ts';
import { provisionContext } from '../../../src/provision/provision-context.ts';
import type { Runtime } from '../../../src/runtime/runtime.ts';
import { loadScene } from '../../../src/scene/load-scene.ts';
import { REPO } from '../../support/cli-context.ts';

/** A real cluster of three that a suite shares. */
export interface ThreeMembers extends AsyncDisposable {
  readonly runtime: Runtime;
  readonly cluster: Cluster;
}

/** Builds it on a runtime and waits until it serves. */
export async function threeMembers(
  kind: 'docker' | 'process',
  extraFlags: readonly string[] = [],
): Promise<ThreeMembers> {
  const folder = await mkdtemp(join(tmpdir(), 'three-'));
  const { scene } = loadScene('three-members', { root: REPO });
  const asked = { kind: 'version', version: DEFAULT_ETCD_VERSION } as const;
  const plan = { asked, clientLinks: 3, signal: new AbortController().signal };
  const prepare = kind === 'docker' ? prepareDockerParts : prepareProcessParts;
  const parts = await prepare(plan, provisionContext());
  const { runtime, version } = await parts.start({ run: `test-${freshId()}`, logDir: folder });
  const links = openLinks(runtime.toxiproxy);
  const names = ['m1', 'm2', 'm3'];
  // So few that raft snapshots are there to be harmed.
  const settings = { ...scene.etcd, snapshotCount: 100, extraFlags };
  const cluster = await buildCluster(
    { epoch: 1, names, version, token: 't', settings, canLosePower: true },
    { runtime, links },
  );
  await Promise.all(cluster.members.map(({ machine, plan: start }) => machine.start(start)));
  await awaitServing(cluster, { within: seconds(20) });
  return {
    runtime,
    cluster,
    [Symbol.asyncDispose]: async () => {
      await runtime[Symbol.asyncDispose]();
      await rm(folder, { recursive: true });
    },
  };
}
