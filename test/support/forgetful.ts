import { cp, rm } from 'node:fs/promises';
import { eventually } from '../../src/core/eventually.ts';
import { serves } from '../../src/cluster/serves.ts';
import type { Member } from '../../src/cluster/member.ts';
import { defineFault, type FaultWorld } from '../../src/faults/define-fault.ts';

/**
 * A fault that makes a single member really lie: its healing puts an older copy of the data back,
 * so that what was acknowledged meanwhile is gone. Only for tests: the process runtime's data dirs
 * are folders of this machine.
 */
export const forgetful = defineFault<object>({
  name: 'forgetful',
  subject: 'data',
  summary: 'The data of the target are copied; healing puts the copy back.',
  params: {},
  heals: 'the older copy is put back: acknowledged writes are lost',
  proof: { bite: 'the copy is there and the member serves', end: 'the member serves' },
  plan: () => ({}),
  async inject({ targets, heal }) {
    for (const member of targets) {
      await whileDown(member, () => cp(member.machine.dataDir, older(member), { recursive: true }));
      heal.push(`forget on ${member.name}`, () => putBack(member));
    }
  },
  proveBiting: (world) => allServe(world),
  proveGone: (world) => allServe(world),
});

const older = ({ machine }: Member): string => `${machine.dataDir}.older`;

const putBack = (member: Member): Promise<void> =>
  whileDown(member, async () => {
    await rm(member.machine.dataDir, { recursive: true });
    await cp(older(member), member.machine.dataDir, { recursive: true });
    await rm(older(member), { recursive: true });
  });

async function whileDown({ machine, plan }: Member, work: () => Promise<void>): Promise<void> {
  await machine.kill();
  await work();
  await machine.start(plan);
}

async function allServe({ targets, proveWithin: within, signal }: FaultWorld): Promise<string> {
  for (const member of targets) {
    await eventually(`${member.name} serves`, () => serves(member), { within, signal });
  }
  return 'all serve';
}
