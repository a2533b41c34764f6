import { toMillis, type Duration } from '../../core/duration.ts';
import { defineFault } from '../define-fault.ts';
import { allEnded } from './has-ended.ts';
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
    bite: 'the process ended by itself after SIGTERM, and a dial is refused or hung up on',
    end: 'the member serves',
  },
  targets: { state: 'alive' },
  plan: ({ patience }) => ({ patienceMs: toMillis(patience) }),
  async inject({ targets, heal }, { patience }) {
    const ends = targets.map(async (member) => {
      heal.push(`start ${member.name}`, () => startAgain(member));
      await member.machine.stop(patience);
    });
    await Promise.all(ends);
  },
  /** etcd closes its files and then sends the signal to itself; a kill would read SIGKILL. */
  proveBiting: (world) => allEnded(world, ['SIGTERM', 'exit code 0']),
  proveGone: (world) => backAgain(world),
});
