import { seconds } from '../../core/duration.ts';
import { adminClient, type ListedMember } from '../../etcd/admin.ts';
import { quorum, type Cluster } from '../../cluster/cluster.ts';
import type { Member } from '../../cluster/member.ts';
import { serving } from '../serving.ts';

const ASK_WITHIN = seconds(2);

/**
 * Shows the member lists of all that serve to `told`, which throws at a list that is not as it
 * should be: one member's list alone may be old, no quorum confirms it.
 * @returns what was told of a quorum. @throws while it is told of fewer, with the first reason.
 */
export async function listsAgree(
  cluster: Cluster,
  told: (list: readonly ListedMember[]) => string,
): Promise<string> {
  const members = await serving(cluster);
  const reasons: string[] = [];
  const looks = members.map(async (member) => {
    const failed = (error: unknown) => void reasons.push(`${member.name}: ${String(error)}`);
    return await listOf(member).then(told).catch(failed);
  });
  const seen = (await Promise.all(looks)).filter((one) => one !== undefined);
  const [first] = seen;
  if (first !== undefined && seen.length >= quorum(cluster)) return first;
  const [why = 'the others do not answer'] = reasons;
  throw new Error(`so say ${seen.length} of ${cluster.members.length} members; ${why}`);
}

async function listOf({ machine }: Member): Promise<ListedMember[]> {
  const admin = adminClient(await machine.endpoint('client'), { within: ASK_WITHIN });
  try {
    return await admin.memberList();
  } finally {
    admin.close();
  }
}
