import { eventually } from '../../core/eventually.ts';
import { serves } from '../../cluster/serves.ts';
import { defineFault } from '../define-fault.ts';
import { backAgain } from './start-again.ts';

export const pause = defineFault<object>({
  name: 'pause',
  subject: 'machine',
  summary: 'Freezes the target: its connections stay open and nothing answers. Heal: it thaws.',
  params: {},
  heals: 'the process goes on',
  proof: {
    bite: 'connections are accepted and nothing answers',
    end: 'the member answers',
  },
  plan: () => ({}),
  async inject({ targets, heal }) {
    const freezes = targets.map(async ({ name, machine }) => {
      heal.push(`thaw ${name}`, () => (machine.state === 'paused' ? machine.resume() : undefined));
      await machine.pause();
    });
    await Promise.all(freezes);
  },
  async proveBiting({ targets, proveWithin: within, signal }) {
    await Promise.all(
      targets.map((member) =>
        eventually(`${member.name} is silent`, async () => !(await serves(member)), {
          within,
          signal,
        }),
      ),
    );
    return `${targets.map((m) => m.name).join(', ')} accept connections and answer nothing`;
  },
  proveGone: (world) => backAgain(world),
});
