import type { Member } from '../../cluster/member.ts';
import { defineFault, type FaultWorld } from '../define-fault.ts';
import { apartBetween, halves, minorityAround } from './groups.ts';
import { groupsByName } from './groups-by-name.ts';
import { groupsTold, keepApart, type Apart } from './keep-apart.ts';

/**
 * How the groups are made: `split`, the targets against the rest; `minority`, the targets and as
 * many more as the largest minority takes, drawn from the seed, against the rest; `halves`, drawn
 * from the seed, whoever the targets are; `given`, as many as are named, whoever the targets are.
 */
export type PartitionShape = 'split' | 'minority' | 'halves' | 'given';

export interface Partition {
  readonly shape: PartitionShape;
  /** Of `given`: `m1 m2 | m3`, every member in one group. */
  readonly groups?: string;
}

/** Members of one group hear each other; members of different groups hear nothing. */
export const partition = defineFault<Partition>({
  name: 'partition',
  subject: 'peer-network',
  summary: 'Parts the members into groups that do not hear each other.',
  params: {
    shape:
      'split (targets | rest), minority (around the targets), halves (drawn) or given (groups)',
    groups: 'of given: every member by name, in one group: m1 m2 | m3',
  },
  heals: 'the groups hear each other again',
  proof: {
    bite: 'no round trip between the groups, round trips within them; nothing arrives on the raft streams between them',
    end: 'a round trip over every link; messages arrive on the raft streams',
  },
  plan: ({ shape, groups }) => ({ shape, ...(groups === undefined ? {} : { groups }) }),
  ...keepApart(parted),
});

function parted(world: FaultWorld, partition: Partition): Apart {
  const groups = groupsOf(world, partition);
  return { pairs: apartBetween(groups), drawn: groupsTold(groups) };
}

/** Drawn anew from the same stream for harm and proofs, so that all mean the same groups. */
function groupsOf(
  { cluster, targets, rng }: FaultWorld,
  { shape, groups = '' }: Partition,
): Member[][] {
  if (shape === 'given') return groupsByName(groups, cluster.members);
  const draw = rng.fork('groups');
  if (shape === 'halves') return halves(cluster.members, draw);
  if (shape === 'minority') return minorityAround(targets, cluster.members, draw);
  return [[...targets], cluster.members.filter((m) => !targets.includes(m))];
}
