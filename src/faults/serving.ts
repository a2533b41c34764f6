import { serves } from '../cluster/serves.ts';
import type { Cluster } from '../cluster/cluster.ts';
import type { Member } from '../cluster/member.ts';

/** The members, besides `but`, that run and answer now. */
export async function serving(cluster: Cluster, but?: Member): Promise<Member[]> {
  const looks = cluster.members.map(
    async (member) =>
      member !== but && member.machine.state === 'running' && (await serves(member)),
  );
  const answers = await Promise.all(looks);
  return cluster.members.filter((_, i) => answers[i]);
}
