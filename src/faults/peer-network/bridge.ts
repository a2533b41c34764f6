import { defineFault, type FaultWorld } from '../define-fault.ts';
import { apartBetween, bridged } from './groups.ts';
import { groupsTold, keepApart, type Apart } from './keep-apart.ts';
import { members } from './needs-members.ts';

/** Two sides that do not hear each other, and one member, the first target, that hears both. */
export const bridge = defineFault<object>({
  name: 'bridge',
  subject: 'peer-network',
  summary: 'Parts the members into two sides; the target alone hears both.',
  params: {},
  heals: 'the sides hear each other again',
  proof: {
    bite: 'no round trip between the sides, round trips with the bridge; nothing arrives on the raft streams between the sides',
    end: 'a round trip over every link; messages arrive on the raft streams',
  },
  needs: [members(3)],
  plan: () => ({}),
  ...keepApart<object>(bridgedBy),
});

function bridgedBy({ cluster, targets: [first], rng }: FaultWorld): Apart {
  if (first === undefined) return { pairs: [], drawn: 'no target' };
  const sides = bridged(first, cluster.members, rng.fork('groups'));
  return { pairs: apartBetween(sides), drawn: `${groupsTold(sides)}, ${first.name} hears both` };
}
