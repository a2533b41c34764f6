import { Then, When } from '@cucumber/cucumber';
import { addFault } from '../src/drill/add-fault.ts';
import { isolateForAWhile, leaderKeptOffice } from '../src/drill/come-and-go.ts';
import { hitWhoeverLeads } from '../src/drill/hit-whoever-leads.ts';
import { holdFault } from '../src/drill/hold-fault.ts';
import { missedByScene } from '../src/drill/missed-by-scene.ts';
import { bandwidth } from '../src/faults/peer-network/bandwidth.ts';
import { bridge } from '../src/faults/peer-network/bridge.ts';
import { cutAfter } from '../src/faults/peer-network/cut-after.ts';
import { cutSnapshot } from '../src/faults/peer-network/cut-snapshot.ts';
import { distantRegions } from '../src/faults/peer-network/distant-regions.ts';
import { flap } from '../src/faults/peer-network/flap.ts';
import { freeze } from '../src/faults/peer-network/freeze.ts';
import { isolate } from '../src/faults/peer-network/isolate.ts';
import { oneWay } from '../src/faults/peer-network/one-way.ts';
import { partition } from '../src/faults/peer-network/partition.ts';
import { peerLatency } from '../src/faults/peer-network/peer-latency.ts';
import { reset } from '../src/faults/peer-network/reset.ts';
import { ring } from '../src/faults/peer-network/ring.ts';
import { slowClose } from '../src/faults/peer-network/slow-close.ts';
import { varyingLatency } from '../src/faults/peer-network/varying-latency.ts';
import type { LinkEnd, TargetSpec } from '../src/faults/target.ts';
import { injects } from './injects.ts';
import type { ChaosWorld } from './world.ts';

/** One link only: a link has two ends, and nothing but what goes between them is touched. */
const BETWEEN = { links: 'between' } as const;

When(
  '{target} is/are isolated for a while',
  injects(isolate),
  async function (this: ChaosWorld, target: TargetSpec) {
    await isolateForAWhile(this.drill, target);
  },
);

When(
  'whoever leads is isolated again and again',
  injects(isolate),
  async function (this: ChaosWorld) {
    await hitWhoeverLeads(this.drill, 'isolate', this.drill.scene.faults.isolate);
  },
);

When(
  '{target} is/are partitioned from the others',
  injects(partition),
  async function (this: ChaosWorld, target: TargetSpec) {
    await addFault(this.drill, partition, { target, params: { shape: 'split' } });
  },
);

When(
  '{target} is/are left with a minority',
  injects(partition),
  async function (this: ChaosWorld, target: TargetSpec) {
    await addFault(this.drill, partition, { target, params: { shape: 'minority' } });
  },
);

When(
  'the members are partitioned into halves',
  injects(partition),
  async function (this: ChaosWorld) {
    await addFault(this.drill, partition, { target: 'all members', params: { shape: 'halves' } });
  },
);

When(
  'the members are partitioned into {groups}',
  { wrapperOptions: { faults: [partition], chooses: ['groups'] } },
  async function (this: ChaosWorld, groups: string) {
    const params = { shape: 'given', groups } as const;
    await addFault(this.drill, partition, { target: 'all members', params });
  },
);

When(
  '{target} alone hears both sides',
  injects(bridge),
  async function (this: ChaosWorld, target: TargetSpec) {
    await addFault(this.drill, bridge, { target, params: {} });
  },
);

When('each member hears another majority', injects(ring), async function (this: ChaosWorld) {
  await addFault(this.drill, ring, { target: 'all members', params: {} });
});

When(
  'what {target} says to its peers is lost',
  injects(oneWay),
  async function (this: ChaosWorld, target: TargetSpec) {
    await addFault(this.drill, oneWay, { target, params: {} });
  },
);

When(
  'messages on the link from {end} to {end} are lost',
  injects(oneWay),
  async function (this: ChaosWorld, from: LinkEnd, to: LinkEnd) {
    await addFault(this.drill, oneWay, { target: { from, to }, params: {} });
  },
);

When(
  'the link between {end} and {end} is cut',
  injects(isolate),
  async function (this: ChaosWorld, from: LinkEnd, to: LinkEnd) {
    await addFault(this.drill, isolate, { target: { from, to }, params: BETWEEN });
  },
);

When(
  'the link between {end} and {end} is slow for a while',
  injects(peerLatency),
  async function (this: ChaosWorld, from: LinkEnd, to: LinkEnd) {
    const { faults, phases } = this.drill.scene;
    const params = { oneWay: faults.peerLatency, ...BETWEEN };
    await holdFault(this.drill, peerLatency, { target: { from, to }, params, hold: phases.hold });
  },
);

When(
  'the link between {end} and {end} is frozen for a while',
  injects(freeze),
  async function (this: ChaosWorld, from: LinkEnd, to: LinkEnd) {
    const { hold } = this.drill.scene.phases;
    await holdFault(this.drill, freeze, { target: { from, to }, params: BETWEEN, hold });
  },
);

When(
  'the link between {end} and {end} is narrow for a while',
  injects(bandwidth),
  async function (this: ChaosWorld, from: LinkEnd, to: LinkEnd) {
    const { faults, phases } = this.drill.scene;
    const params = { ...faults.bandwidth, ...BETWEEN };
    await holdFault(this.drill, bandwidth, { target: { from, to }, params, hold: phases.hold });
  },
);

When(
  'the peer links of {target} freeze for a while',
  injects(freeze),
  async function (this: ChaosWorld, target: TargetSpec) {
    const { hold } = this.drill.scene.phases;
    await holdFault(this.drill, freeze, { target, params: {}, hold });
  },
);

When(
  'the peer links of {target} flap for a while',
  injects(flap),
  async function (this: ChaosWorld, target: TargetSpec) {
    const { faults, phases } = this.drill.scene;
    await holdFault(this.drill, flap, { target, params: faults.flap, hold: phases.hold });
  },
);

When(
  'connections between {target} and its peers are reset for a while',
  injects(reset),
  async function (this: ChaosWorld, target: TargetSpec) {
    const { hold } = this.drill.scene.phases;
    await holdFault(this.drill, reset, { target, params: {}, hold });
  },
);

When(
  'connections to {target} break half-way',
  injects(cutAfter),
  async function (this: ChaosWorld, target: TargetSpec) {
    const params = { bytes: this.drill.scene.faults.cutAfter };
    await addFault(this.drill, cutAfter, { target, params });
  },
);

When(
  '{target} falls far behind and its snapshots break off half-way',
  injects(cutSnapshot),
  async function (this: ChaosWorld, target: TargetSpec) {
    const { scene } = this.drill;
    const params = { bytes: scene.faults.cutAfter, missed: missedByScene(scene) };
    await addFault(this.drill, cutSnapshot, { target, params });
  },
);

When(
  'ends of connections between {target} and its peers are told late for a while',
  injects(slowClose),
  async function (this: ChaosWorld, target: TargetSpec) {
    const { faults, phases } = this.drill.scene;
    const params = { delay: faults.slowClose };
    await holdFault(this.drill, slowClose, { target, params, hold: phases.hold });
  },
);

When(
  'the peer links of {target} carry little for a while',
  injects(bandwidth),
  async function (this: ChaosWorld, target: TargetSpec) {
    const { faults, phases } = this.drill.scene;
    await holdFault(this.drill, bandwidth, { target, params: faults.bandwidth, hold: phases.hold });
  },
);

When(
  'the peer latency of {target} varies for a while',
  injects(varyingLatency),
  async function (this: ChaosWorld, target: TargetSpec) {
    const { faults, phases } = this.drill.scene;
    const params = faults.varyingLatency;
    await holdFault(this.drill, varyingLatency, { target, params, hold: phases.hold });
  },
);

When(
  'the members are moved to distant regions for a while',
  injects(distantRegions),
  async function (this: ChaosWorld) {
    const { faults, phases } = this.drill.scene;
    const params = faults.distantRegions;
    await holdFault(this.drill, distantRegions, {
      target: 'all members',
      params,
      hold: phases.hold,
    });
  },
);

Then('the leader kept its office', async function (this: ChaosWorld) {
  await leaderKeptOffice(this.drill);
});
