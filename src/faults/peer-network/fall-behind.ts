import { seconds } from '../../core/duration.ts';
import { eventually } from '../../core/eventually.ts';
import { HealStack } from '../../core/heal-stack.ts';
import { appliedRevision } from '../../cluster/observe-member.ts';
import type { Member } from '../../cluster/member.ts';
import type { FaultWorld } from '../define-fault.ts';
import { touching } from './direction.ts';
import { putOnDirections } from './put-together.ts';

const BEHIND_WITHIN = seconds(30);

/** Keeps the targets from hearing anything until they miss so many revisions of the others. */
export async function fallBehind(world: FaultWorld, revisions: number): Promise<void> {
  const { cluster, targets, signal } = world;
  const apart = new HealStack();
  world.heal.push('let the targets hear again', () => together(apart));
  const silence = { type: 'timeout', timeout: seconds(0) } as const;
  await putOnDirections({ ...world, heal: apart }, touching(cluster, targets), silence);
  const others = cluster.members.filter((member) => !targets.includes(member));
  const look = async (): Promise<true> => {
    const missed = (await newestOf(others)) - (await newestOf(targets));
    if (missed < BigInt(revisions)) throw new Error(`${missed} revisions are missed`);
    return true;
  };
  await eventually('the targets are far behind', look, { within: BEHIND_WITHIN, signal });
  await together(apart);
}

async function together(apart: HealStack): Promise<void> {
  for (const { error } of await apart.healAll()) throw error;
}

/** The newest revision that one of those that run has applied. */
export async function newestOf(members: readonly Member[]): Promise<bigint> {
  const running = members.filter(({ machine }) => machine.state === 'running');
  const all = await Promise.all(running.map((member) => appliedRevision(member).catch(() => 0n)));
  return all.reduce((a, b) => (a > b ? a : b), 0n);
}
