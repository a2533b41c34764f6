import { seconds } from '../../../src/core/duration.ts';
import { eventually } from '../../../src/core/eventually.ts';
import type { Cluster } from '../../../src/cluster/cluster.ts';
import type { Member } from '../../../src/cluster/member.ts';
import { observeMember } from '../../../src/cluster/observe-member.ts';

/** Who leads a cluster of three at this moment, and the two others. */
export async function leaderAndFollowers(
  cluster: Cluster,
): Promise<{ leader: Member; followers: readonly [Member, Member] }> {
  const leader = await leaderOf(cluster);
  const [one, other] = cluster.members.filter((member) => member !== leader) as [Member, Member];
  return { leader, followers: [one, other] };
}

/** Who says that it leads; waits for one. */
export const leaderOf = (cluster: Cluster): Promise<Member> =>
  eventually('a leader', () => leading(cluster), { within: seconds(20) });

async function leading(cluster: Cluster): Promise<Member | undefined> {
  const looks = cluster.members.map((member) => observeMember(member, cluster));
  const views = await Promise.all(looks);
  return views.find(({ member, sample }) => sample.leader === member.name)?.member;
}
