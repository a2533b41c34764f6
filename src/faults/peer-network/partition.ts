import type { Member } from '../../cluster/member.ts';
import { defineFault, type FaultWorld } from '../define-fault.ts';
import { apartBetween, halves, minorityAround } from './groups.ts';
import { groupsTold, keepApart, type Apart } from './keep-apart.ts';

/**
 * How the groups are made: `split`, the targets against the rest; `minority`, the targets and as
 * many more as the largest minority takes, drawn from the seed, against the rest; `halves`, drawn
 * from the seed, whoever the targets are.
 */
export type PartitionShape = 'split' | 'minority' | 'halves';

/** Members of one group hear each other; members of different groups hear nothing. */
export const partition = defineFault<{ readonly shape: PartitionShape }>({
  name: 'partition',
  subject: 'peer-network',
  summary: 'Parts the members into groups that do not hear each other.',
  params: { shape: 'split (targets | rest), minority (around the targets) or halves (drawn)' },
  heals: 'the groups hear each other again',
  proof: {
    bite: 'no round trip between the groups, round trips within them; nothing arrives on the raft streams between them',
    end: 'a round trip over every link; messages arrive on the raft streams',
  },
  plan: ({ shape }) => ({ shape }),
  ...keepApart((world, { shape }: { readonly shape: PartitionShape }) => parted(world, shape)),
});

function parted(world: FaultWorld, shape: PartitionShape): Apart {
  const groups = groupsOf(world, shape);
  return { pairs: apartBetween(groups), drawn: groupsTold(groups) };
}

/** Drawn anew from the same stream for harm and proofs, so that all mean the same groups. */
function groupsOf({ cluster, targets, rng }: FaultWorld, shape: PartitionShape): Member[][] {
  const draw = rng.fork('groups');
  if (shape === 'halves') return halves(cluster.members, draw);
  if (shape === 'minority') return minorityAround(targets, cluster.members, draw);
  return [[...targets], cluster.members.filter((m) => !targets.includes(m))];
}
