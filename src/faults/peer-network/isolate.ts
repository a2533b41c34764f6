import { seconds } from '../../core/duration.ts';
import { defineFault } from '../define-fault.ts';
import { provenCut, provenWhole } from './cut-proof.ts';
import { putOnDirections } from './put-together.ts';
import { REACH, reached, reachPlan, type Reach } from './reach.ts';

/**
 * Cuts every peer link to and from the targets, lossy, in both directions; client links stay up.
 * A `timeout 0` toxic drops what is sent and keeps the connections, as a broken network does.
 */
export const isolate = defineFault<Reach>({
  name: 'isolate',
  subject: 'peer-network',
  summary: 'Cuts every peer link to and from the target, or between targets; client links stay up.',
  params: REACH,
  heals: 'the links carry again',
  proof: {
    bite: 'no round trip over any of the links, round trips over all others; on the standing raft streams nothing arrives of what is sent',
    end: 'a round trip over every link; messages arrive on the raft streams',
  },
  plan: reachPlan,
  inject: async (world, reach) => {
    await putOnDirections(world, reached(world, reach), { type: 'timeout', timeout: seconds(0) });
  },
  proveBiting: (world, reach) => provenCut(world, reached(world, reach)),
  proveGone: (world, reach) => provenWhole(world, reached(world, reach)),
});
