import { seconds } from '../core/duration.ts';
import { eventually } from '../core/eventually.ts';
import type { Member } from '../cluster/member.ts';
import { adminClient } from '../etcd/admin.ts';
import { memberStatus } from '../etcd/member-status.ts';
import type { Drill } from './drill.ts';
import type { World } from './world.ts';

const WITHIN = seconds(5);

/**
 * Gives the office to the member that the seed draws, so that a fault on "the leader" hits the same
 * member in every replay. Who is elected first is etcd's own chance; who leads after a fault, too.
 */
export const seatFirstLeader = (drill: Drill, world: World): Promise<Member> =>
  seat(drill, world, drill.rng.fork('first-leader').pick(world.cluster.members));

/** Gives the office to a member and waits until all agree. */
export async function seat(drill: Drill, { observer }: World, chosen: Member): Promise<Member> {
  const leader = await observer.requireLeader();
  if (leader === chosen) return leader;
  const { member: id } = await memberStatus(await chosen.machine.endpoint('client'), WITHIN);
  const admin = adminClient(await leader.machine.endpoint('client'), { within: WITHIN });
  try {
    await admin.moveLeader(id);
  } finally {
    admin.close();
  }
  return await eventually(`${chosen.name} leads`, () => observer.agreedOn(chosen.name), {
    within: WITHIN,
    signal: drill.signal,
  });
}
