import { eventually } from '../core/eventually.ts';
import { seconds } from '../core/duration.ts';
import { adminClient, type Admin, type ListedMember } from '../etcd/admin.ts';
import { peerUrl } from './build-cluster.ts';
import type { Cluster } from './cluster.ts';
import { onFiles } from './data-dir.ts';
import type { Member } from './member.ts';
import { serves } from './serves.ts';

/**
 * etcd wants members to have been connected for 5 s before it changes the membership, and an
 * election may come before that. Source: server/etcdserver/server.go, HealthInterval.
 */
const PERMITTED_WITHIN = seconds(30);
const CALL_WITHIN = seconds(3);

/**
 * Replaces a member as an operator does: it is stopped, removed from the membership, its data dir
 * is wiped, it is added again under its name and peer URL, and starts empty. Each step that is done
 * already is passed over. @throws {DoomsdayError} CONDITION_NOT_REACHED with etcd's last refusal.
 */
export async function rejoin(member: Member, cluster: Cluster): Promise<void> {
  const { machine } = member;
  await takeOut(member, cluster);
  await onFiles(machine, 'remove', machine.dataDir);
  await startJoining(member, await addAgain(member, cluster));
}

/** Stops the member, whatever state it is in, and removes it from the membership. */
export async function takeOut(member: Member, cluster: Cluster): Promise<void> {
  const { machine } = member;
  if (machine.state === 'running' || machine.state === 'paused') await machine.kill();
  await permitted(`member remove of ${member.name}`, cluster, member, async (admin) => {
    const listed = (await admin.memberList()).find((one) => isThe(member, one));
    if (listed !== undefined) await admin.memberRemove(listed.id);
    return true;
  });
}

/** Adds the member under its own peer URL; waits until etcd takes it. @returns the new list. */
export const addAgain = (member: Member, cluster: Cluster): Promise<ListedMember[]> =>
  permitted(`member add of ${member.name}`, cluster, member, async (admin) => {
    const list = await admin.memberList();
    return list.some((one) => isThe(member, one))
      ? list
      : await admin.memberAdd(peerUrl(member.machine));
  });

/** Starts an empty member that was added; `list` is what the membership is now. */
export async function startJoining(member: Member, list: readonly ListedMember[]): Promise<void> {
  const { machine, plan } = member;
  await machine.start({ ...plan, flags: [...plan.flags, ...joiningFlags(member, list)] });
}

/**
 * What etcd is told of the members that it joins. Others than the member itself may have no name
 * yet: two of one name would be one member with two URLs, which etcd refuses.
 */
export function joiningFlags(
  member: Pick<Member, 'name' | 'machine'>,
  list: readonly ListedMember[],
): string[] {
  const nameOf = (one: ListedMember): string =>
    isThe(member, one) ? member.name : one.name || one.id;
  const known = list.map((one) => `${nameOf(one)}=${one.peerUrls[0]}`);
  return [`--initial-cluster=${known.join(',')}`, '--initial-cluster-state=existing'];
}

const isThe = ({ machine }: Pick<Member, 'machine'>, listed: ListedMember): boolean =>
  listed.peerUrls.includes(peerUrl(machine));

/** Asks a member besides `but` that serves, until etcd permits what is asked. */
function permitted<T>(
  what: string,
  cluster: Cluster,
  but: Member,
  ask: (admin: Admin) => Promise<T>,
): Promise<T> {
  const look = () => withAdmin(cluster, but, ask);
  return eventually(`etcd permits ${what}`, look, {
    within: PERMITTED_WITHIN,
    every: seconds(0.2),
  });
}

/** Asks the first member that serves, `but` one; waits for one. */
export async function withAdmin<T>(
  cluster: Cluster,
  but: Member | undefined,
  ask: (admin: Admin) => Promise<T>,
): Promise<T> {
  const other = await memberToAsk(cluster, but);
  const admin = adminClient(await other.machine.endpoint('client'), { within: CALL_WITHIN });
  try {
    return await ask(admin);
  } finally {
    admin.close();
  }
}

/** @throws {DoomsdayError} CONDITION_NOT_REACHED when nobody besides `but` serves. */
export const memberToAsk = (cluster: Cluster, but?: Member): Promise<Member> =>
  eventually('a member that serves, to ask', () => firstServing(cluster, but), {
    within: CALL_WITHIN,
  });

async function firstServing(cluster: Cluster, but?: Member): Promise<Member | undefined> {
  for (const member of cluster.members) {
    if (member !== but && member.machine.state === 'running' && (await serves(member)))
      return member;
  }
  return undefined;
}
