import type { FaultFacts } from '../define-fault.ts';
import { bandwidth } from './bandwidth.ts';
import { bridge } from './bridge.ts';
import { cutAfter } from './cut-after.ts';
import { cutSnapshot } from './cut-snapshot.ts';
import { distantRegions } from './distant-regions.ts';
import { flap } from './flap.ts';
import { freeze } from './freeze.ts';
import { isolate } from './isolate.ts';
import { oneWay } from './one-way.ts';
import { partition } from './partition.ts';
import { peerLatency } from './peer-latency.ts';
import { reset } from './reset.ts';
import { ring } from './ring.ts';
import { slowClose } from './slow-close.ts';
import { varyingLatency } from './varying-latency.ts';

export const peerNetworkFaults: readonly FaultFacts[] = [
  isolate,
  partition,
  bridge,
  ring,
  oneWay,
  freeze,
  flap,
  reset,
  cutAfter,
  cutSnapshot,
  slowClose,
  bandwidth,
  peerLatency,
  varyingLatency,
  distantRegions,
];
