import { seconds } from '../../core/duration.ts';
import { defineFault, type FaultWorld } from '../define-fault.ts';
import { provenCut, provenWhole } from './cut-proof.ts';
import { directionsOf, nameOf, type Direction } from './direction.ts';
import { putOnDirections } from './put-together.ts';

/**
 * Loses the messages of the first target to the others, and only those: what they say still
 * arrives. With one target, everything that it says to its peers is lost. The receiver dials the
 * message
 * streams, so messages A->B are lost downstream on the link B->A and upstream on the link A->B.
 */
export const oneWay = defineFault<object>({
  name: 'one-way',
  subject: 'peer-network',
  summary:
    'Loses what the first target says to the other targets, or to all; answers still arrive.',
  params: {},
  heals: 'the messages arrive again',
  proof: {
    bite: 'no round trip over the links; nothing that is sent arrives on the raft streams, and the other direction goes on',
    end: 'a round trip over every link; messages arrive on the raft streams both ways',
  },
  plan: () => ({}),
  inject: async (world) => {
    await putOnDirections(world, lostBy(world), { type: 'timeout', timeout: seconds(0) });
    return `lost: ${lostBy(world).map(nameOf).join(', ')}`;
  },
  proveBiting: (world) => provenCut(world, lostBy(world)),
  proveGone: (world) => provenWhole(world, lostBy(world)),
});

function lostBy({ cluster, targets: [speaker, ...listeners] }: FaultWorld): Direction[] {
  const said = directionsOf(cluster).filter(({ from }) => from === speaker);
  return listeners.length === 0 ? said : said.filter(({ to }) => listeners.includes(to));
}
