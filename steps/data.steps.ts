import { Then, When } from '@cucumber/cucumber';
import { addFault } from '../src/drill/add-fault.ts';
import { refusesToServe } from '../src/drill/refuses-to-serve.ts';
import { dbBitFlip } from '../src/faults/data/db-bit-flip.ts';
import { snapBitFlip } from '../src/faults/data/snap-bit-flip.ts';
import { walBitFlip } from '../src/faults/data/wal-bit-flip.ts';
import { walDelete } from '../src/faults/data/wal-delete.ts';
import { walTruncate } from '../src/faults/data/wal-truncate.ts';
import { zombie } from '../src/faults/data/zombie.ts';
import type { TargetSpec } from '../src/faults/target.ts';
import { injects } from './injects.ts';
import type { ChaosWorld } from './world.ts';

When(
  'bits flip in the WAL of {target}',
  injects(walBitFlip),
  async function (this: ChaosWorld, target: TargetSpec) {
    const { bits } = this.drill.scene.faults.bitFlip;
    await addFault(this.drill, walBitFlip, { target, params: { bits } });
  },
);

When(
  'bits flip in the stored values of {target}',
  injects(dbBitFlip),
  async function (this: ChaosWorld, target: TargetSpec) {
    const { values } = this.drill.scene.faults.bitFlip;
    await addFault(this.drill, dbBitFlip, { target, params: { values } });
  },
);

When(
  'bits flip in the raft snapshot of {target}',
  injects(snapBitFlip),
  async function (this: ChaosWorld, target: TargetSpec) {
    const { bits } = this.drill.scene.faults.bitFlip;
    await addFault(this.drill, snapBitFlip, { target, params: { bits } });
  },
);

When(
  'the WAL of {target} is truncated',
  injects(walTruncate),
  async function (this: ChaosWorld, target: TargetSpec) {
    const { keepPercent } = this.drill.scene.faults.walTruncate;
    await addFault(this.drill, walTruncate, { target, params: { keepPercent } });
  },
);

When(
  'a WAL segment of {target} is deleted',
  injects(walDelete),
  async function (this: ChaosWorld, target: TargetSpec) {
    await addFault(this.drill, walDelete, { target, params: {} });
  },
);

When(
  'an old copy of the data dir of {target} comes back',
  injects(zombie),
  async function (this: ChaosWorld, target: TargetSpec) {
    const { age } = this.drill.scene.faults.zombie;
    await addFault(this.drill, zombie, { target, params: { age } });
  },
);

Then('it refuses to serve what it has', async function (this: ChaosWorld) {
  await refusesToServe(this.drill);
});

When('it is replaced', async function (this: ChaosWorld) {
  await this.drill.injections.at(-1)?.heal();
});
