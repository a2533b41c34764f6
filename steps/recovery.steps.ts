import { Then, When } from '@cucumber/cucumber';
import { writesStop } from '../src/drill/acknowledgements.ts';
import { loseForGood } from '../src/drill/lose-quorum.ts';
import { letOldClientWriteFirst, oldCompareAndSetFails } from '../src/drill/old-client.ts';
import { recover } from '../src/drill/recover.ts';
import {
  askSurvivor,
  damageNewest,
  fenceSurvivors,
  passedOver,
} from '../src/drill/take-snapshots.ts';
import { clientsStandBack } from '../src/drill/load.ts';
import { lose } from '../src/faults/machine/lose.ts';
import type { TargetSpec } from '../src/faults/target.ts';
import { injects } from './injects.ts';
import type { ChaosWorld } from './world.ts';

When(
  '{target} is/are lost for good',
  injects(lose),
  async function (this: ChaosWorld, target: TargetSpec) {
    await loseForGood(this.drill, target);
  },
);

Then('writes stop being acknowledged', async function (this: ChaosWorld) {
  await writesStop(this.drill);
});

When('the newest snapshot is damaged', async function (this: ChaosWorld) {
  await damageNewest(this.drill);
});

When('a survivor is asked for a snapshot', async function (this: ChaosWorld) {
  await askSurvivor(this.drill);
});

When('the clients stand back', async function (this: ChaosWorld) {
  await clientsStandBack(this.drill);
});

When('the survivors are fenced', async function (this: ChaosWorld) {
  await fenceSurvivors(this.drill);
});

When('the cluster is restored from the newest usable snapshot', async function (this: ChaosWorld) {
  await recover(this.drill, { from: 'schedule' });
});

When("the cluster is restored from the survivor's snapshot", async function (this: ChaosWorld) {
  await recover(this.drill, { from: 'survivor' });
});

When(
  'the cluster is restored from the newest usable snapshot without a revision bump',
  async function (this: ChaosWorld) {
    await recover(this.drill, { from: 'schedule', bump: 0 });
  },
);

Then(
  'the restore passed over {int} snapshot(s) and said so',
  function (this: ChaosWorld, count: number) {
    passedOver(this.drill, count);
  },
);

Then('an old compare-and-set fails', async function (this: ChaosWorld) {
  await oldCompareAndSetFails(this.drill);
});

When('an old client is the first to write', async function (this: ChaosWorld) {
  await letOldClientWriteFirst(this.drill);
});
