import { millis } from '../../../../src/core/duration.ts';
import { clientBandwidth } from '../../../../src/faults/client-network/client-bandwidth.ts';
import { clientCut } from '../../../../src/faults/client-network/client-cut.ts';
import { clientCutAfter } from '../../../../src/faults/client-network/client-cut-after.ts';
import { clientFlapping } from '../../../../src/faults/client-network/client-flapping.ts';
import { clientFreeze } from '../../../../src/faults/client-network/client-freeze.ts';
import { clientHalfOpen } from '../../../../src/faults/client-network/client-half-open.ts';
import { clientLatency } from '../../../../src/faults/client-network/client-latency.ts';
import { clientReset } from '../../../../src/faults/client-network/client-reset.ts';
import { clientSlowClose } from '../../../../src/faults/client-network/client-slow-close.ts';
import { clientVaryingLatency } from '../../../../src/faults/client-network/client-varying-latency.ts';
import { faultCase, type FaultCase } from '../fault-case.ts';

export const clientNetworkCases: readonly FaultCase[] = [
  faultCase(clientCut, {}, { representative: true }),
  faultCase(clientFreeze, {}),
  faultCase(clientHalfOpen, { lost: 'answers' }, { variant: 'answers lost' }),
  faultCase(clientHalfOpen, { lost: 'requests' }, { variant: 'requests lost' }),
  faultCase(clientLatency, { oneWay: millis(100) }, { delay: millis(200) }),
  faultCase(
    clientVaryingLatency,
    { from: millis(20), to: millis(100), every: millis(200) },
    { delay: millis(200) }, // until another one is drawn
  ),
  faultCase(clientBandwidth, { bytesPerSecond: 50_000 }),
  faultCase(clientReset, {}),
  // Beyond two ends that are told late, one after the other.
  faultCase(clientSlowClose, { delay: millis(400) }, { delay: millis(800) }),
  // Beyond one turn.
  faultCase(clientFlapping, { down: millis(200), up: millis(300) }, { delay: millis(500) }),
  faultCase(clientCutAfter, { bytes: 20_000 }),
];
