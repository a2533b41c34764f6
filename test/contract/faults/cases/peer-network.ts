import { millis } from '../../../../src/core/duration.ts';
import type { Cluster } from '../../../../src/cluster/cluster.ts';
import { bandwidth } from '../../../../src/faults/peer-network/bandwidth.ts';
import { bridge } from '../../../../src/faults/peer-network/bridge.ts';
import { cutAfter } from '../../../../src/faults/peer-network/cut-after.ts';
import { distantRegions } from '../../../../src/faults/peer-network/distant-regions.ts';
import { flap } from '../../../../src/faults/peer-network/flap.ts';
import { freeze } from '../../../../src/faults/peer-network/freeze.ts';
import { isolate } from '../../../../src/faults/peer-network/isolate.ts';
import { oneWay } from '../../../../src/faults/peer-network/one-way.ts';
import { partition } from '../../../../src/faults/peer-network/partition.ts';
import { peerLatency } from '../../../../src/faults/peer-network/peer-latency.ts';
import { reset } from '../../../../src/faults/peer-network/reset.ts';
import { slowClose } from '../../../../src/faults/peer-network/slow-close.ts';
import { varyingLatency } from '../../../../src/faults/peer-network/varying-latency.ts';
import { faultCase, type FaultCase } from '../fault-case.ts';

/** The link between the first two members. */
const links = 'between';
const oneLink = {
  variant: 'one link',
  targets: ({ members }: Cluster) => members.slice(0, 2),
};

export const peerNetworkCases: readonly FaultCase[] = [
  faultCase(isolate, {}, { representative: true }),
  faultCase(isolate, { links }, oneLink),
  faultCase(partition, { shape: 'split' }, { variant: 'split' }),
  faultCase(partition, { shape: 'minority' }, { variant: 'minority' }),
  faultCase(partition, { shape: 'halves' }, { variant: 'halves' }),
  faultCase(partition, { shape: 'given', groups: 'm1 | m2 | m3' }, { variant: 'given' }),
  faultCase(bridge, {}),
  // What is not cut must be seen to go on: a follower speaks when it is asked something.
  faultCase(oneWay, {}, { variant: 'to all', representative: true, writes: true }),
  faultCase(
    oneWay,
    {},
    { variant: 'to one', writes: true, targets: ({ members }) => members.slice(0, 2) },
  ),
  faultCase(freeze, {}),
  faultCase(freeze, { links }, oneLink),
  // Beyond one turn.
  faultCase(flap, { down: millis(600), up: millis(600) }, { delay: millis(1200) }),
  faultCase(reset, {}),
  faultCase(cutAfter, { bytes: 8192 }),
  faultCase(slowClose, { delay: millis(300) }, { delay: millis(300) }),
  faultCase(bandwidth, { kilobytesPerSecond: 100 }),
  faultCase(bandwidth, { kilobytesPerSecond: 100, links }, oneLink),
  faultCase(peerLatency, { oneWay: millis(100) }, { delay: millis(200) }),
  faultCase(peerLatency, { oneWay: millis(100), links }, { ...oneLink, delay: millis(200) }),
  faultCase(
    varyingLatency,
    { from: millis(20), to: millis(100), every: millis(200) },
    { delay: millis(200) }, // until another one is drawn
  ),
  faultCase(distantRegions, { regions: 3, from: millis(40), to: millis(120) }),
];
