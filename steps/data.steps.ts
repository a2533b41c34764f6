import { Then, When } from '@cucumber/cucumber';
import { addFault } from '../src/drill/add-fault.ts';
import { clientsReadFromIt } from '../src/drill/clients-read.ts';
import { refusesToServe } from '../src/drill/refuses-to-serve.ts';
import { dbBitFlip } from '../src/faults/data/db-bit-flip.ts';
import { snapBitFlip } from '../src/faults/data/snap-bit-flip.ts';
import { walBitFlip } from '../src/faults/data/wal-bit-flip.ts';
import { walDelete } from '../src/faults/data/wal-delete.ts';
import { walTruncate } from '../src/faults/data/wal-truncate.ts';
import { wrongMode } from '../src/faults/data/wrong-mode.ts';
import { wrongOwner } from '../src/faults/data/wrong-owner.ts';
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

When(
  'nobody may write to the data dir of {target}',
  injects(wrongMode),
  async function (this: ChaosWorld, target: TargetSpec) {
    await addFault(this.drill, wrongMode, { target, params: {} });
  },
);

When(
  'the data dir of {target} belongs to another user',
  injects(wrongOwner),
  async function (this: ChaosWorld, target: TargetSpec) {
    await addFault(this.drill, wrongOwner, { target, params: {} });
  },
);

Then('it refuses to serve what it has', async function (this: ChaosWorld) {
  await refusesToServe(this.drill);
});

Then('clients read from it', async function (this: ChaosWorld) {
  await clientsReadFromIt(this.drill);
});

When('it is replaced', async function (this: ChaosWorld) {
  await this.drill.injections.at(-1)?.heal();
});
