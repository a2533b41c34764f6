import { awaitServing } from '../../cluster/await-serving.ts';
import type { Member } from '../../cluster/member.ts';
import type { Timers } from '../../objectives/envelope/envelope-probe.ts';
import { worldOf, type Drill } from '../drill.ts';

/**
 * Ends all members and starts them with other timers; data and links stay. They are killed: asked
 * to stop, a member waits some seven seconds for the watch streams of its clients.
 */
export async function setTimers(drill: Drill, timers: Timers): Promise<void> {
  const world = worldOf(drill);
  const { members } = world.cluster;
  await Promise.all(members.map(({ machine }) => machine.kill()));
  const changed = members.map((member) => withTimers(member, timers));
  world.cluster = { ...world.cluster, members: changed };
  await Promise.all(changed.map(({ machine, plan }) => machine.start(plan)));
  const { scene, signal } = drill;
  await awaitServing(world.cluster, { within: scene.deadlines.build, signal });
}

function withTimers(member: Member, { heartbeatMs, electionMs }: Timers): Member {
  const values: Readonly<Record<string, number>> = {
    '--heartbeat-interval': heartbeatMs,
    '--election-timeout': electionMs,
  };
  const flags = member.plan.flags.map((flag) => {
    const [name = ''] = flag.split('=');
    return name in values ? `${name}=${values[name]}` : flag;
  });
  return { ...member, plan: { ...member.plan, flags } };
}
