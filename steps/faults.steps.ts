import { Then, When } from '@cucumber/cucumber';
import { addFault } from '../src/drill/add-fault.ts';
import { hitWhoeverLeads } from '../src/drill/hit-whoever-leads.ts';
import { holdFault } from '../src/drill/hold-fault.ts';
import { anotherLeads, leaderStays, stormCausedChanges } from '../src/drill/leadership.ts';
import { isolate } from '../src/faults/peer-network/isolate.ts';
import { kill } from '../src/faults/machine/kill.ts';
import { pause } from '../src/faults/machine/pause.ts';
import { diskLatency } from '../src/faults/disk/disk-latency.ts';
import { diskStall } from '../src/faults/disk/disk-stall.ts';
import { peerLatency } from '../src/faults/peer-network/peer-latency.ts';
import type { TargetSpec } from '../src/faults/target.ts';
import { chooses, injects } from './injects.ts';
import type { ChaosWorld } from './world.ts';

When(
  '{target} is/are isolated from its/their peers',
  injects(isolate),
  async function (this: ChaosWorld, target: TargetSpec) {
    await addFault(this.drill, isolate, { target, params: {} });
  },
);

When(
  '{target} is/are killed',
  injects(kill),
  async function (this: ChaosWorld, target: TargetSpec) {
    await addFault(this.drill, kill, { target, params: {} });
  },
);

When(
  '{target} is/are paused for a while',
  injects(pause),
  async function (this: ChaosWorld, target: TargetSpec) {
    await holdFault(this.drill, pause, {
      target,
      params: {},
      hold: this.drill.scene.faults.pause.hold,
    });
  },
);

When(
  'the disk of {target} is slow for a while',
  injects(diskLatency),
  async function (this: ChaosWorld, target: TargetSpec) {
    const { faults, phases } = this.drill.scene;
    const params = { perFsync: faults.diskLatency };
    await holdFault(this.drill, diskLatency, { target, params, hold: phases.hold });
  },
);

When(
  'the disk of {target} stalls',
  injects(diskStall),
  async function (this: ChaosWorld, target: TargetSpec) {
    await addFault(this.drill, diskStall, { target, params: {} });
  },
);

When(
  'peer latency rises to the election timeout',
  injects(peerLatency),
  async function (this: ChaosWorld) {
    const params = { oneWay: this.drill.scene.faults.peerLatency };
    await addFault(this.drill, peerLatency, { target: 'all members', params });
  },
);

When(
  'the disk of whoever leads stalls again and again',
  injects(diskStall),
  async function (this: ChaosWorld) {
    await hitWhoeverLeads(this.drill, 'disk-stall', this.drill.scene.faults.diskStall);
  },
);

When(
  'whoever leads is hit by {fault} again and again',
  chooses('fault'),
  async function (this: ChaosWorld, fault: string) {
    await hitWhoeverLeads(this.drill, fault, this.drill.scene.faults.whoeverLeads);
  },
);

Then('another member becomes leader', async function (this: ChaosWorld) {
  await anotherLeads(this.drill);
});

Then('the storm caused leader changes', function (this: ChaosWorld) {
  stormCausedChanges(this.drill);
});

Then('after healing, a leader stays', async function (this: ChaosWorld) {
  await leaderStays(this.drill);
});
