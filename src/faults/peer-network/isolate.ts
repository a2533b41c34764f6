import { seconds } from '../../core/duration.ts';
import { defineFault, type FaultWorld } from '../define-fault.ts';
import { provenCut, provenWhole } from './cut-proof.ts';
import { touching } from './direction.ts';
import { putOnDirections } from './put-together.ts';

/**
 * Cuts every peer link to and from the targets, lossy, in both directions; client links stay up.
 * A `timeout 0` toxic drops what is sent and keeps the connections, as a broken network does.
 */
export const isolate = defineFault<object>({
  name: 'isolate',
  subject: 'peer-network',
  summary: 'Cuts every peer link to and from the target; client links stay up.',
  params: {},
  heals: 'the links carry again',
  proof: {
    bite: 'no round trip over any of the links; on the standing raft streams nothing arrives of what is sent',
    end: 'a round trip over every link; messages arrive on the raft streams',
  },
  plan: () => ({}),
  inject: async (world) => {
    await putOnDirections(world, cutBy(world), { type: 'timeout', timeout: seconds(0) });
  },
  proveBiting: (world) => provenCut(world, cutBy(world)),
  proveGone: (world) => provenWhole(world, cutBy(world)),
});

const cutBy = ({ cluster, targets }: FaultWorld) => touching(cluster, targets);
