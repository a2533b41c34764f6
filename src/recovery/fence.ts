import type { Duration } from '../core/duration.ts';
import { livingMembers, peerLinksTouching, type Cluster } from '../cluster/cluster.ts';
import type { Member } from '../cluster/member.ts';

/**
 * Takes the survivors of a lost cluster out of service: stopped, their links down, their data kept.
 * Without this a survivor goes on answering stale serializable reads.
 * The client links go down as well, and come up again when a new cluster takes them over.
 */
export async function fence(cluster: Cluster, within: Duration): Promise<Member[]> {
  const survivors = livingMembers(cluster);
  await Promise.all([
    ...survivors.map(({ machine }) => stopFrozenOrRunning(machine, within)),
    ...cluster.members.flatMap(({ client, disk }) => [client.disable(), disk.disable()]),
    ...peerLinksTouching(cluster, cluster.members).map(({ link }) => link.disable()),
  ]);
  return survivors;
}

async function stopFrozenOrRunning(machine: Member['machine'], within: Duration): Promise<void> {
  if (machine.state === 'paused') await machine.resume();
  await machine.stop(within);
}
