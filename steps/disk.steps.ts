import { Then, When } from '@cucumber/cucumber';
import { addFault } from '../src/drill/add-fault.ts';
import { expectHolds } from '../src/drill/expect.ts';
import { writesGoOn } from '../src/drill/go-on.ts';
import { holdFault } from '../src/drill/hold-fault.ts';
import { holdFsyncs, writeOnce } from '../src/drill/hold-fsyncs.ts';
import { diskFull } from '../src/faults/disk/disk-full.ts';
import { diskReadOnly } from '../src/faults/disk/disk-read-only.ts';
import { diskStallCycles } from '../src/faults/disk/disk-stall-cycles.ts';
import { fsyncError } from '../src/faults/disk/fsync-error.ts';
import { idleDiskStall } from '../src/faults/disk/idle-disk-stall.ts';
import type { TargetSpec } from '../src/faults/target.ts';
import { injects } from './injects.ts';
import type { ChaosWorld } from './world.ts';

When(
  'the disk of {target} is full',
  injects(diskFull),
  async function (this: ChaosWorld, target: TargetSpec) {
    await addFault(this.drill, diskFull, { target, params: {} });
  },
);

When(
  'the disk of {target} is read-only',
  injects(diskReadOnly),
  async function (this: ChaosWorld, target: TargetSpec) {
    await addFault(this.drill, diskReadOnly, { target, params: {} });
  },
);

When(
  'the fsyncs of {target} fail',
  injects(fsyncError),
  async function (this: ChaosWorld, target: TargetSpec) {
    await addFault(this.drill, fsyncError, { target, params: {} });
  },
);

When(
  'the disk of {target} stalls in cycles for a while',
  injects(diskStallCycles),
  async function (this: ChaosWorld, target: TargetSpec) {
    const { faults, phases } = this.drill.scene;
    const params = faults.diskStallCycles;
    await holdFault(this.drill, diskStallCycles, { target, params, hold: phases.hold });
  },
);

When(
  'the fsyncs of {target} are held',
  injects(idleDiskStall),
  async function (this: ChaosWorld, target: TargetSpec) {
    await holdFsyncs(this.drill, target);
  },
);

When('a client writes', async function (this: ChaosWorld) {
  await writeOnce(this.drill);
});

Then('writes go on', async function (this: ChaosWorld) {
  await writesGoOn(this.drill);
});

Then('no write is acknowledged before it is durable', async function (this: ChaosWorld) {
  await expectHolds(this.drill, ['acknowledged-is-durable']);
});
