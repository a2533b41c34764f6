import { clientBandwidth } from '../../faults/client-network/client-bandwidth.ts';
import { clientCut } from '../../faults/client-network/client-cut.ts';
import { clientCutAfter } from '../../faults/client-network/client-cut-after.ts';
import { clientFlapping } from '../../faults/client-network/client-flapping.ts';
import { clientFreeze } from '../../faults/client-network/client-freeze.ts';
import { clientHalfOpen } from '../../faults/client-network/client-half-open.ts';
import { clientLatency } from '../../faults/client-network/client-latency.ts';
import { clientReset } from '../../faults/client-network/client-reset.ts';
import { clientSlowClose } from '../../faults/client-network/client-slow-close.ts';
import { clientVaryingLatency } from '../../faults/client-network/client-varying-latency.ts';
import { named, none, type NamedFault } from './named.ts';

export const clientNetworkByName: readonly NamedFault[] = [
  named(clientCut, 2, none),
  named(clientFreeze, 1, none),
  named(clientHalfOpen, 2, () => ({ lost: 'answers' })),
  named(clientLatency, 1, ({ faults }) => ({ oneWay: faults.clientLatency })),
  // Tables only, unless a scene gives it a weight.
  named(clientVaryingLatency, 0, ({ faults }) => faults.varyingLatency),
  named(clientBandwidth, 1, ({ faults }) => ({ bytesPerSecond: faults.clientBandwidth })),
  named(clientReset, 1, none),
  named(clientSlowClose, 1, ({ faults }) => ({ delay: faults.clientSlowClose })),
  named(clientFlapping, 1, ({ faults }) => faults.clientFlapping),
  named(clientCutAfter, 1, ({ faults }) => ({ bytes: faults.clientCutAfter })),
];
