import { bandwidth } from '../../faults/peer-network/bandwidth.ts';
import { bridge } from '../../faults/peer-network/bridge.ts';
import { cutAfter } from '../../faults/peer-network/cut-after.ts';
import { cutSnapshot } from '../../faults/peer-network/cut-snapshot.ts';
import { missedByScene } from '../missed-by-scene.ts';
import { distantRegions } from '../../faults/peer-network/distant-regions.ts';
import { flap } from '../../faults/peer-network/flap.ts';
import { freeze } from '../../faults/peer-network/freeze.ts';
import { isolate } from '../../faults/peer-network/isolate.ts';
import { oneWay } from '../../faults/peer-network/one-way.ts';
import { partition } from '../../faults/peer-network/partition.ts';
import { peerLatency } from '../../faults/peer-network/peer-latency.ts';
import { reset } from '../../faults/peer-network/reset.ts';
import { ring } from '../../faults/peer-network/ring.ts';
import { slowClose } from '../../faults/peer-network/slow-close.ts';
import { varyingLatency } from '../../faults/peer-network/varying-latency.ts';
import { named, none, type NamedFault } from './named.ts';

/** Harm to more members than the one that a storm draws and counts. */
const BEYOND = { harmsOthers: true };

export const peerNetworkByName: readonly NamedFault[] = [
  named(isolate, 3, none),
  named(partition, 1, () => ({ shape: 'split' })),
  named(bridge, 0, none, BEYOND),
  named(ring, 0, none, BEYOND),
  named(oneWay, 2, none),
  named(freeze, 2, none),
  named(flap, 1, ({ faults }) => faults.flap),
  named(reset, 1, none),
  named(cutAfter, 1, ({ faults }) => ({ bytes: faults.cutAfter })),
  // Only a scene with a short raft log lets it happen in good time.
  named(cutSnapshot, 0, (scene) => ({
    bytes: scene.faults.cutAfter,
    missed: missedByScene(scene),
  })),
  named(slowClose, 1, ({ faults }) => ({ delay: faults.slowClose })),
  named(bandwidth, 1, ({ faults }) => faults.bandwidth),
  named(peerLatency, 2, ({ faults }) => ({ oneWay: faults.peerLatency })),
  named(varyingLatency, 1, ({ faults }) => faults.varyingLatency),
  named(distantRegions, 0, ({ faults }) => faults.distantRegions, BEYOND),
];
