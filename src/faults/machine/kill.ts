import { eventually } from '../../core/eventually.ts';
import { serves } from '../../cluster/serves.ts';
import { defineFault } from '../define-fault.ts';
import { backAgain } from './start-again.ts';

export const kill = defineFault<object>({
  name: 'kill',
  subject: 'machine',
  summary:
    'Ends the process of the target at once (SIGKILL); its data stay. Heal: it is started again.',
  params: {},
  heals: 'the member is started again',
  proof: {
    bite: 'the process exited and connections are refused',
    end: 'the member serves',
  },
  plan: () => ({}),
  async inject({ targets, heal }) {
    const kills = targets.map(async ({ name, machine, plan }) => {
      heal.push(`start ${name}`, () =>
        machine.state === 'stopped' ? machine.start(plan) : undefined,
      );
      await machine.kill();
    });
    await Promise.all(kills);
  },
  async proveBiting({ targets, proveWithin: within, signal }) {
    await Promise.all(
      targets.map((member) =>
        eventually(`${member.name} is gone`, async () => !(await serves(member)), {
          within,
          signal,
        }),
      ),
    );
    return `${targets.map((m) => m.name).join(', ')} exited and refuse connections`;
  },
  proveGone: (world) => backAgain(world),
});
