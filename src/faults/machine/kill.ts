import { defineFault } from '../define-fault.ts';
import { allEnded } from './has-ended.ts';
import { backAgain } from './start-again.ts';

export const kill = defineFault<object>({
  name: 'kill',
  subject: 'machine',
  summary:
    'Ends the process of the target at once (SIGKILL); its data stay. Heal: it is started again.',
  params: {},
  heals: 'the member is started again',
  proof: {
    bite: 'the process ended by SIGKILL, and a dial is refused or hung up on',
    end: 'the member serves',
  },
  targets: { state: 'alive' },
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
  proveBiting: (world) => allEnded(world, ['SIGKILL']),
  proveGone: (world) => backAgain(world),
});
