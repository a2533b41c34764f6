import { When } from '@cucumber/cucumber';
import { mapEnvelope } from '../src/drill/envelope/map-envelope.ts';
import { tuneTimers } from '../src/drill/envelope/tune-timers.ts';
import { diskLatency } from '../src/faults/disk/disk-latency.ts';
import { pause } from '../src/faults/machine/pause.ts';
import { peerLatency } from '../src/faults/peer-network/peer-latency.ts';
import { injects } from './injects.ts';
import type { ChaosWorld } from './world.ts';

When(
  'the envelope of its timers is measured',
  injects(peerLatency, diskLatency, pause),
  async function (this: ChaosWorld) {
    await mapEnvelope(this.drill);
  },
);

When(
  'timers are looked for',
  injects(peerLatency, diskLatency, pause),
  async function (this: ChaosWorld) {
    await tuneTimers(this.drill);
  },
);
