import { millis } from '../../../../src/core/duration.ts';
import { isolate } from '../../../../src/faults/peer-network/isolate.ts';
import { peerLatency } from '../../../../src/faults/peer-network/peer-latency.ts';
import { faultCase, type FaultCase } from '../fault-case.ts';

export const peerNetworkCases: readonly FaultCase[] = [
  faultCase(isolate, {}, { representative: true }),
  faultCase(peerLatency, { oneWay: millis(100) }),
];
