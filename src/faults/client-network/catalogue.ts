import type { FaultFacts } from '../define-fault.ts';
import { clientBandwidth } from './client-bandwidth.ts';
import { clientCut } from './client-cut.ts';
import { clientCutAfter } from './client-cut-after.ts';
import { clientFlapping } from './client-flapping.ts';
import { clientFreeze } from './client-freeze.ts';
import { clientHalfOpen } from './client-half-open.ts';
import { clientLatency } from './client-latency.ts';
import { clientReset } from './client-reset.ts';
import { clientSlowClose } from './client-slow-close.ts';
import { clientVaryingLatency } from './client-varying-latency.ts';

export const clientNetworkFaults: readonly FaultFacts[] = [
  clientCut,
  clientFreeze,
  clientHalfOpen,
  clientLatency,
  clientVaryingLatency,
  clientBandwidth,
  clientReset,
  clientSlowClose,
  clientFlapping,
  clientCutAfter,
];
