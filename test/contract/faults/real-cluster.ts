import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { seconds } from '../../../src/core/duration.ts';
import { freshId } from '../../../src/core/rng.ts';
import { awaitServing } from '../../../src/cluster/await-serving.ts';
import { buildCluster, type ClusterPlan } from '../../../src/cluster/build-cluster.ts';
import type { Cluster } from '../../../src/cluster/cluster.ts';
import { prepareDockerParts } from '../../../src/drill/prepare-docker-parts.ts';
import { prepareProcessParts } from '../../../src/drill/prepare-process-parts.ts';
import { openLinks } from '../../../src/links/open-links.ts';
import { DEFAULT_ETCD_VERSION } from '../../../src/provision/defaults.ts';
import { provisionContext } from '../../../src/provision/provision-context.ts';
import type { Runtime } from '../../../src/runtime/runtime.ts';
import { loadScene } from '../../../src/scene/load-scene.ts';
import { REPO } from '../../support/cli-context.ts';

export type Kind = 'docker' | 'process';

export interface ClusterShape {
  /** How many; by default three. */
  readonly members?: number;
  readonly extraFlags?: readonly string[];
}

/** A real cluster that a suite shares. */
export interface RealCluster extends AsyncDisposable {
  readonly runtime: Runtime;
  readonly cluster: Cluster;
  /** For what outlives machines; removed with the cluster. */
  readonly folder: string;
  /** Machines and links of a later cluster that takes over the client links; nothing runs. */
  next(): Promise<Cluster>;
}

/** Builds it on a runtime and waits until it serves. What a failure leaves is removed. */
export async function realCluster(kind: Kind, shape: ClusterShape = {}): Promise<RealCluster> {
  await using made = new AsyncDisposableStack();
  const folder = await mkdtemp(join(tmpdir(), 'real-cluster-'));
  made.defer(() => rm(folder, { recursive: true }));
  const { members = 3, extraFlags = [] } = shape;
  const asked = { kind: 'version', version: DEFAULT_ETCD_VERSION } as const;
  const asking = { asked, clientLinks: members, signal: new AbortController().signal };
  const prepare = kind === 'docker' ? prepareDockerParts : prepareProcessParts;
  const parts = await prepare(asking, provisionContext());
  const { runtime, version } = await parts.start({ run: `test-${freshId()}`, logDir: folder });
  made.use(runtime);
  const links = openLinks(runtime.toxiproxy);
  const names = Array.from({ length: members }, (_, i) => `m${i + 1}`);
  const { scene } = loadScene('three-members', { root: REPO });
  // So few that raft snapshots are there to be harmed.
  const settings = { ...scene.etcd, snapshotCount: 100, extraFlags };
  const plan: ClusterPlan = { epoch: 1, names, version, token: 't', settings, canLosePower: true };
  const cluster = await buildCluster(plan, { runtime, links });
  await Promise.all(cluster.members.map(({ machine, plan: start }) => machine.start(start)));
  await awaitServing(cluster, { within: seconds(20) });
  const takeOver = new Map(cluster.members.map(({ name, client }) => [name, client]));
  const whole = made.move();
  return {
    ...{ runtime, cluster, folder },
    next: () => buildCluster({ ...plan, epoch: 2, token: 't2', takeOver }, { runtime, links }),
    [Symbol.asyncDispose]: () => whole.disposeAsync(),
  };
}
