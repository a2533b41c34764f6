import type { Member } from '../cluster/member.ts';

/** Kills members that run, and starts each again from its own data. @throws when one is lost for good. */
export async function replaceMembers(members: readonly Member[]): Promise<string> {
  await Promise.all(members.map(replaced));
  return `${members.map((m) => m.name).join(', ')}: killed and started again from their own data`;
}

async function replaced({ name, machine, plan }: Member): Promise<void> {
  if (machine.state === 'lost') throw new Error(`the machine of ${name} no longer exists`);
  if (machine.state === 'running' || machine.state === 'paused') await machine.kill();
  await machine.start(plan);
}
