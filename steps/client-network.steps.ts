import { Then, When } from '@cucumber/cucumber';
import { addFault } from '../src/drill/add-fault.ts';
import { stillAnswerWithoutLeader, stillFollow, writesGoOn } from '../src/drill/both-sides.ts';
import { holdFault } from '../src/drill/hold-fault.ts';
import { clientBandwidth } from '../src/faults/client-network/client-bandwidth.ts';
import { clientCut } from '../src/faults/client-network/client-cut.ts';
import { clientCutAfter } from '../src/faults/client-network/client-cut-after.ts';
import { clientFlapping } from '../src/faults/client-network/client-flapping.ts';
import { clientFreeze } from '../src/faults/client-network/client-freeze.ts';
import { clientHalfOpen } from '../src/faults/client-network/client-half-open.ts';
import { clientLatency } from '../src/faults/client-network/client-latency.ts';
import { clientReset } from '../src/faults/client-network/client-reset.ts';
import { clientSlowClose } from '../src/faults/client-network/client-slow-close.ts';
import { clientVaryingLatency } from '../src/faults/client-network/client-varying-latency.ts';
import type { TargetSpec } from '../src/faults/target.ts';
import { injects } from './injects.ts';
import type { ChaosWorld } from './world.ts';

When(
  '{target} is/are lost to its/their clients',
  injects(clientCut),
  async function (this: ChaosWorld, target: TargetSpec) {
    await addFault(this.drill, clientCut, { target, params: {} });
  },
);

When(
  'clients of {target} ask and never hear the answers',
  injects(clientHalfOpen),
  async function (this: ChaosWorld, target: TargetSpec) {
    await addFault(this.drill, clientHalfOpen, { target, params: { lost: 'answers' } });
  },
);

When(
  'what clients ask never reaches {target}',
  injects(clientHalfOpen),
  async function (this: ChaosWorld, target: TargetSpec) {
    await addFault(this.drill, clientHalfOpen, { target, params: { lost: 'requests' } });
  },
);

When(
  'the way between clients and {target} is frozen for a while',
  injects(clientFreeze),
  async function (this: ChaosWorld, target: TargetSpec) {
    const { hold } = this.drill.scene.phases;
    await holdFault(this.drill, clientFreeze, { target, params: {}, hold });
  },
);

When(
  'the way between clients and {target} is slow for a while',
  injects(clientLatency),
  async function (this: ChaosWorld, target: TargetSpec) {
    const { faults, phases } = this.drill.scene;
    const params = { oneWay: faults.clientLatency };
    await holdFault(this.drill, clientLatency, { target, params, hold: phases.hold });
  },
);

When(
  'the latency between clients and {target} varies for a while',
  injects(clientVaryingLatency),
  async function (this: ChaosWorld, target: TargetSpec) {
    const { faults, phases } = this.drill.scene;
    const params = faults.varyingLatency;
    await holdFault(this.drill, clientVaryingLatency, { target, params, hold: phases.hold });
  },
);

When(
  'the way between clients and {target} is narrow for a while',
  injects(clientBandwidth),
  async function (this: ChaosWorld, target: TargetSpec) {
    const { faults, phases } = this.drill.scene;
    const params = { bytesPerSecond: faults.clientBandwidth };
    await holdFault(this.drill, clientBandwidth, { target, params, hold: phases.hold });
  },
);

When(
  'connections of clients to {target} are reset for a while',
  injects(clientReset),
  async function (this: ChaosWorld, target: TargetSpec) {
    const { hold } = this.drill.scene.phases;
    await holdFault(this.drill, clientReset, { target, params: {}, hold });
  },
);

When(
  'connections of clients to {target} close late for a while',
  injects(clientSlowClose),
  async function (this: ChaosWorld, target: TargetSpec) {
    const { faults, phases } = this.drill.scene;
    const params = { delay: faults.clientSlowClose };
    await holdFault(this.drill, clientSlowClose, { target, params, hold: phases.hold });
  },
);

When(
  'connections of clients to {target} break in the midst of answers for a while',
  injects(clientCutAfter),
  async function (this: ChaosWorld, target: TargetSpec) {
    const { faults, phases } = this.drill.scene;
    const params = { bytes: faults.clientCutAfter };
    await holdFault(this.drill, clientCutAfter, { target, params, hold: phases.hold });
  },
);

When(
  'the way between clients and {target} goes down and up again and again',
  injects(clientFlapping),
  async function (this: ChaosWorld, target: TargetSpec) {
    const params = this.drill.scene.faults.clientFlapping;
    await addFault(this.drill, clientFlapping, { target, params });
  },
);

Then('its peers and it still follow the leader', async function (this: ChaosWorld) {
  await stillFollow(this.drill);
});

Then('it still answers its clients, without a leader', async function (this: ChaosWorld) {
  await stillAnswerWithoutLeader(this.drill);
});

Then('clients that fail over go on writing', async function (this: ChaosWorld) {
  await writesGoOn(this.drill);
});
