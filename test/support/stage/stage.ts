import assert from 'node:assert/strict';
import { join } from 'node:path';
import { startClock } from '../../../src/core/clock.ts';
import { millis, seconds } from '../../../src/core/duration.ts';
import { HealStack } from '../../../src/core/heal-stack.ts';
import { freshId } from '../../../src/core/rng.ts';
import { awaitServing } from '../../../src/cluster/await-serving.ts';
import { buildCluster, type ClusterPlan } from '../../../src/cluster/build-cluster.ts';
import type { Cluster } from '../../../src/cluster/cluster.ts';
import { prepareProcessParts } from '../../../src/drill/prepare-process-parts.ts';
import type { DrillRecord } from '../../../src/history/types.ts';
import { openLinks } from '../../../src/links/open-links.ts';
import { DEFAULT_ETCD_VERSION } from '../../../src/provision/defaults.ts';
import { provisionContext } from '../../../src/provision/provision-context.ts';
import { readRecords } from '../../../src/record/reader.ts';
import { openRecorder, type Recorder } from '../../../src/record/recorder.ts';
import { tempFolder } from '../temp-folder.ts';

/** A real cluster, and a real record of what its clients see. */
export interface Stage extends AsyncDisposable {
  readonly sink: Recorder;
  readonly heals: HealStack;
  /** A folder for snapshots. */
  readonly folder: string;
  /** The cluster that clients are sent to; a restore replaces it. */
  cluster: Cluster;
  /** Machines and links of a later cluster that takes over the client links; nothing runs. */
  next(): Promise<Cluster>;
  /** Ends the record and reads it back. */
  record(): Promise<DrillRecord>;
}

export interface StagePlan {
  readonly names?: readonly string[];
  readonly version?: string;
}

/** Starts a cluster with fast timers on the process runtime and waits until it serves. */
export async function stage({
  names = ['m1'],
  version = DEFAULT_ETCD_VERSION,
}: StagePlan = {}): Promise<Stage> {
  const heals = new HealStack();
  try {
    return await built({ names, version }, heals);
  } catch (error) {
    await heals.healAll();
    throw error;
  }
}

async function built({ names, version }: Required<StagePlan>, heals: HealStack): Promise<Stage> {
  const { path: folder, ...temporary } = await tempFolder();
  heals.push('remove the folder', async () => await temporary[Symbol.asyncDispose]());
  const asked = { kind: 'version', version } as const;
  const asking = { asked, clientLinks: names.length, signal: new AbortController().signal };
  const parts = await prepareProcessParts(asking, provisionContext());
  const { runtime } = await parts.start({ run: `lies-${freshId()}`, logDir: join(folder, 'logs') });
  heals.push('remove the machines', async () => await runtime[Symbol.asyncDispose]());
  const links = openLinks(runtime.toxiproxy);
  const plan: ClusterPlan = { epoch: 1, names, version, token: 't1', settings };
  const cluster = await buildCluster(plan, { runtime, links });
  const file = join(folder, 'history.ndjson');
  const sink = await openRecorder({ file, clock: startClock(), header: headerOf(plan) });
  heals.push('close the record', () => sink.close());
  await startAll(cluster);
  const takeOver = new Map(cluster.members.map(({ name, client }) => [name, client]));
  return {
    ...{ sink, heals, folder, cluster },
    next: () => buildCluster({ ...plan, epoch: 2, token: 't2', takeOver }, { runtime, links }),
    record: () => readBack(sink, file),
    [Symbol.asyncDispose]: async () => assert.deepEqual(await heals.healAll(), []),
  };
}

export async function startAll(cluster: Cluster): Promise<void> {
  await Promise.all(cluster.members.map(({ machine, plan }) => machine.start(plan)));
  await awaitServing(cluster, { within: seconds(20) });
}

const settings = {
  ...{ heartbeat: millis(20), election: millis(200), snapshotCount: 10_000 },
  ...{ quotaBackendBytes: 64 * 1024 * 1024, extraFlags: [] },
};

const headerOf = ({ names, version }: ClusterPlan) => ({
  ...{ run: 'lies', seed: '0x1', scene: 'lies', prefixes: ['load/'], drill: 1 },
  etcd: Object.fromEntries(names.map((name) => [name, version])),
});

async function readBack(sink: Recorder, file: string): Promise<DrillRecord> {
  await sink.close();
  for await (const record of readRecords(file)) return record;
  throw new Error('the record is empty');
}
