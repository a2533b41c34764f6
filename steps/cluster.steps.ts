import { Given } from '@cucumber/cucumber';
import { buildWorld } from '../src/drill/build-world.ts';
import { startLoad } from '../src/drill/load.ts';
import { takeSnapshotsOnSchedule } from '../src/drill/take-snapshots.ts';
import { chooses } from './injects.ts';
import type { ChaosWorld } from './world.ts';

Given('a healthy cluster', async function (this: ChaosWorld) {
  await buildWorld(this.drill);
});

Given(
  'a healthy cluster on scene {scene}',
  chooses('scene'),
  async function (this: ChaosWorld, _scene: string) {
    await buildWorld(this.drill);
  },
);

Given(
  'a healthy cluster running etcd {etcd}',
  chooses('etcd'),
  async function (this: ChaosWorld, _etcd: string) {
    await buildWorld(this.drill);
  },
);

Given(
  'a healthy cluster on scene {scene} running etcd {etcd}',
  chooses('scene', 'etcd'),
  async function (this: ChaosWorld, _scene: string, _etcd: string) {
    await buildWorld(this.drill);
  },
);

Given('clients are reading and writing', async function (this: ChaosWorld) {
  await startLoad(this.drill);
});

Given('snapshots are taken on schedule', async function (this: ChaosWorld) {
  await takeSnapshotsOnSchedule(this.drill);
});
