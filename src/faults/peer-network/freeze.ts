import { defineFault, type FaultWorld } from '../define-fault.ts';
import { provenCut, provenWhole } from './cut-proof.ts';
import { touching } from './direction.ts';
import { putOnDirections } from './put-together.ts';

/**
 * Holds everything on every peer link to and from the targets without losing any of it: a bandwidth
 * of 0 is back-pressure, and what was sent arrives when it thaws. etcd gives up a stream on which
 * it read nothing for 5 s and dials anew; a freeze that is held longer loses what was under way.
 * Source: etcd server/etcdserver/api/rafthttp/transport.go and peer.go, ConnReadTimeout.
 */
export const freeze = defineFault<object>({
  name: 'freeze',
  subject: 'peer-network',
  summary: 'Holds everything on the peer links of the target and loses none of it.',
  params: {},
  heals: 'the links thaw: what was held arrives',
  proof: {
    bite: 'no round trip over any of the links; on the standing raft streams nothing arrives of what is sent',
    end: 'a round trip over every link; messages arrive on the raft streams',
  },
  plan: () => ({}),
  inject: async (world) => {
    await putOnDirections(world, heldBy(world), { type: 'bandwidth', kilobytesPerSecond: 0 });
  },
  proveBiting: (world) => provenCut(world, heldBy(world)),
  proveGone: (world) => provenWhole(world, heldBy(world)),
});

const heldBy = ({ cluster, targets }: FaultWorld) => touching(cluster, targets);
