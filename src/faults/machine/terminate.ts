import { eventually } from '../../core/eventually.ts';
import { toMillis, type Duration } from '../../core/duration.ts';
import { serves } from '../../cluster/serves.ts';
import type { Member } from '../../cluster/member.ts';
import { defineFault } from '../define-fault.ts';
import { backAgain, startAgain } from './start-again.ts';

export interface Terminate {
  /** How long etcd may take to end by itself. */
  readonly patience: Duration;
}

export const terminate = defineFault<Terminate>({
  name: 'terminate',
  subject: 'machine',
  summary: 'Asks the target to end (SIGTERM), as a restart does; its data stay.',
  params: { patience: 'how long the target may take to end, a duration' },
  heals: 'the member is started again',
  proof: {
    bite: 'the process ended by itself after SIGTERM, and connections are refused',
    end: 'the member serves',
  },
  plan: ({ patience }) => ({ patienceMs: toMillis(patience) }),
  async inject({ targets, heal }, { patience }) {
    const ends = targets.map(async (member) => {
      heal.push(`start ${member.name}`, () => startAgain(member));
      await member.machine.stop(patience);
    });
    await Promise.all(ends);
  },
  async proveBiting({ targets, proveWithin: within, signal }) {
    const looks = targets.map((member) =>
      eventually(`${member.name} has ended`, () => terminated(member), { within, signal }),
    );
    return (await Promise.all(looks)).join('; ');
  },
  proveGone: (world) => backAgain(world),
});

/** etcd closes its files and then sends the signal to itself; a kill would read SIGKILL. */
async function terminated(member: Member): Promise<string> {
  const { machine } = member;
  if (machine.state !== 'stopped') throw new Error(`it is ${machine.state}`);
  const { code, signal } = await machine.exited();
  const how = signal ?? `exit code ${code}`;
  if (signal !== 'SIGTERM' && code !== 0) throw new Error(`it ended by ${how}`);
  if (await serves(member)) throw new Error('it still answers');
  return `${member.name} ended (${how}) and refuses connections`;
}
