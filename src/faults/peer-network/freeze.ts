import { defineFault } from '../define-fault.ts';
import { provenCut, provenWhole } from './cut-proof.ts';
import { putOnDirections } from './put-together.ts';
import { REACH, reached, reachPlan, type Reach } from './reach.ts';

/**
 * Holds everything on every peer link to and from the targets without losing any of it: a bandwidth
 * of 0 is back-pressure, and what was sent arrives when it thaws. etcd gives up a stream on which
 * it read nothing for 5 s and dials anew; a freeze that is held longer loses what was under way.
 * Source: etcd server/etcdserver/api/rafthttp/transport.go and peer.go, ConnReadTimeout.
 */
export const freeze = defineFault<Reach>({
  name: 'freeze',
  subject: 'peer-network',
  summary:
    'Holds everything on the peer links of the target, or between targets, and loses none of it.',
  params: REACH,
  heals: 'the links thaw: what was held arrives',
  proof: {
    bite: 'no round trip over any of the links, round trips over all others; on the standing raft streams nothing arrives of what is sent',
    end: 'a round trip over every link; messages arrive on the raft streams',
  },
  plan: reachPlan,
  inject: async (world, reach) => {
    const held = { type: 'bandwidth', kilobytesPerSecond: 0 } as const;
    await putOnDirections(world, reached(world, reach), held);
  },
  proveBiting: (world, reach) => provenCut(world, reached(world, reach)),
  proveGone: (world, reach) => provenWhole(world, reached(world, reach)),
});
