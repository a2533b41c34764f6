import { Then, type DataTable } from '@cucumber/cucumber';
import { expectHolds, expectMet, expectUnsafe } from '../src/drill/expect.ts';
import type { ChaosWorld } from './world.ts';

Then(/^(?:after healing, )?every member serves and all agree$/, async function (this: ChaosWorld) {
  await expectHolds(this.drill, ['members-serve-and-agree', 'members-agree-on-hash']);
});

Then('no acknowledged write is missing', async function (this: ChaosWorld) {
  await expectHolds(this.drill, ['acknowledged-writes-survive']);
});

Then('no acknowledged write is missing beyond the snapshot', async function (this: ChaosWorld) {
  await expectHolds(this.drill, ['acknowledged-writes-survive']);
});

Then(
  'what came back is an exact prefix of what was acknowledged',
  async function (this: ChaosWorld) {
    await expectHolds(this.drill, ['restored-state-is-an-exact-prefix']);
  },
);

Then('no revision that a client saw is issued again', async function (this: ChaosWorld) {
  await expectHolds(this.drill, ['revisions-never-again']);
});

Then('old watchers are told that their past is compacted', async function (this: ChaosWorld) {
  await expectHolds(this.drill, ['old-watchers-are-told']);
});

Then("at most the writes of the survivor's lag are lost", async function (this: ChaosWorld) {
  await expectMet(this.drill, 'rpo.writes');
});

Then('writes are as fast as before', async function (this: ChaosWorld) {
  await expectMet(this.drill, 'latency.recovery');
});

Then(
  'exactly these guarantees are violated, as they must be:',
  async function (this: ChaosWorld, table: DataTable) {
    await expectUnsafe(this.drill, table.raw().flat());
  },
);
