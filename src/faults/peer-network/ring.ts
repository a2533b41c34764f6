import { defineFault, type FaultWorld } from '../define-fault.ts';
import { ringOfMajorities } from './groups.ts';
import { keepApart, type Apart } from './keep-apart.ts';
import { members } from './needs-members.ts';

/** Every member hears a majority, and no two members the same one. */
export const ring = defineFault<object>({
  name: 'ring',
  subject: 'peer-network',
  summary: 'Puts the members into a ring in which each hears a different majority.',
  params: {},
  heals: 'everybody hears everybody again',
  proof: {
    bite: 'no round trip across the ring, round trips between neighbours; nothing arrives on the raft streams across',
    end: 'a round trip over every link; messages arrive on the raft streams',
  },
  needs: [members(5)],
  plan: () => ({}),
  ...keepApart<object>(ringed),
});

function ringed({ cluster, rng }: FaultWorld): Apart {
  const { ring: around, apart } = ringOfMajorities(cluster.members, rng.fork('groups'));
  return { pairs: apart, drawn: `ring ${around.map((m) => m.name).join(' ')}` };
}
