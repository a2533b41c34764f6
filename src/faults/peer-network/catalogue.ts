import type { FaultFacts } from '../define-fault.ts';
import { isolate } from './isolate.ts';
import { peerLatency } from './peer-latency.ts';

export const peerNetworkFaults: readonly FaultFacts[] = [isolate, peerLatency];
