import type { Member } from '../../cluster/member.ts';

/** What is seen of each member that runs; nothing can be asked of the gate of one that does not. */
export async function ofRunning(
  members: readonly Member[],
  look: (member: Member) => Promise<string>,
): Promise<string> {
  const looks = members.map(async (member) =>
    member.machine.state === 'running' ? await look(member) : `${member.name} does not run`,
  );
  return (await Promise.all(looks)).join('; ');
}
