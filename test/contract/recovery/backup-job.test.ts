import assert from 'node:assert/strict';
import { test } from 'node:test';
import { millis, seconds } from '../../../src/core/duration.ts';
import { eventually } from '../../../src/core/eventually.ts';
import type { HealFailure } from '../../../src/core/heal-stack.ts';
import { beginDrill } from '../../../src/drill/begin-drill.ts';
import { buildWorld } from '../../../src/drill/build-world.ts';
import type { Drill } from '../../../src/drill/drill.ts';
import { loseForGood } from '../../../src/drill/lose-quorum.ts';
import type { Parts } from '../../../src/drill/parts.ts';
import { prepareProcessParts } from '../../../src/drill/prepare-process-parts.ts';
import { createRunFolder } from '../../../src/drill/run-folder.ts';
import { takeSnapshotsOnSchedule } from '../../../src/drill/take-snapshots.ts';
import { provisionContext } from '../../../src/provision/provision-context.ts';
import type { Runtime } from '../../../src/runtime/runtime.ts';
import { loadScene } from '../../../src/scene/load-scene.ts';
import { REPO } from '../../support/cli-context.ts';
import { noProcessRuntime as skip } from '../../support/process-runtime.ts';
import { silentUi } from '../../support/silent-ui.ts';
import { tempFolder } from '../../support/temp-folder.ts';

/** A runtime of which making a machine takes at least as long as `meanwhile`. */
const slowedBy = (runtime: Runtime, meanwhile: () => Promise<void>): Runtime => ({
  name: runtime.name,
  toxiproxy: runtime.toxiproxy,
  get machines() {
    return runtime.machines;
  },
  machine: async (plan) => {
    await meanwhile();
    return await runtime.machine(plan);
  },
  [Symbol.asyncDispose]: () => runtime[Symbol.asyncDispose](),
});

/** A drill on three members with a backup every 100 ms; no machine is made yet. */
async function begunIn(reports: string, meanwhile: () => Promise<void>): Promise<Drill> {
  const { scene: asFiled } = loadScene('three-members', { root: REPO });
  const scene = { ...asFiled, snapshots: { ...asFiled.snapshots, every: millis(100) } };
  const { signal } = new AbortController();
  const asked = { kind: 'version', version: scene.etcd.version } as const;
  const made = await prepareProcessParts({ asked, clientLinks: 3, signal }, provisionContext());
  const parts: Parts = {
    ...made,
    start: async (plan) => {
      const { runtime, version } = await made.start(plan);
      return { runtime: slowedBy(runtime, meanwhile), version };
    },
  };
  return await beginDrill({
    ...{ number: 1, scene, etcd: scene.etcd.version, parts },
    scenario: { feature: 'a loss', scenario: 'a loss', where: 'here:1', steps: [] },
    options: { seed: '0x5eed', ui: silentUi, keep: false, signal, timeout: seconds(120) },
    folder: await createRunFolder(reports, { feature: 'a-loss', seed: '0x5eed' }),
  });
}

/** Undoes everything, whatever came of the work. @returns the undos that failed. */
async function ending(drill: Drill, work: () => Promise<void>): Promise<string[]> {
  let failures: HealFailure[] = [];
  try {
    await work();
  } finally {
    await drill.selfWatch.report([]);
    failures = await drill.heals.healAll();
    await drill.recorder.close();
  }
  return failures.map(({ name }) => name);
}

test('backups go on until the machines that replace the lost ones are made', { skip }, async () => {
  await using reports = await tempFolder();
  let made = 0;
  const newest = (): number => drill.snapshots.schedule?.snapshots.at(-1)?.takenAt ?? 0;
  const drill = await begunIn(reports.path, async () => {
    if (drill.snapshots.schedule === undefined) return; // the machines of the first cluster
    const asked = drill.recorder.now();
    await eventually('a newer backup', () => newest() > asked, { within: seconds(20) });
    made++;
  });
  const unhealed = await ending(drill, async () => {
    await buildWorld(drill);
    await takeSnapshotsOnSchedule(drill);
    await loseForGood(drill, 'a majority');
  });
  assert.deepEqual({ made, unhealed }, { made: 3, unhealed: ['heal lose'] });
});
