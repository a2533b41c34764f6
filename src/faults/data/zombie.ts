import { pass } from '../../core/clock.ts';
import { formatDuration, toMillis, type Duration } from '../../core/duration.ts';
import { onFiles } from '../../cluster/data-dir.ts';
import { harmsData } from './harm-data.ts';

export interface Zombie {
  /** How much older than the member's data the copy is. */
  readonly age: Duration;
}

export const zombie = harmsData<Zombie>({
  facts: {
    name: 'zombie',
    summary: 'An old copy of its data dir comes back in place of the data of the stopped target.',
    params: { age: 'between the copy and its return, a duration' },
  },
  plan: ({ age }) => ({ ageMs: toMillis(age) }),
  // The copy is taken as a volume's snapshot is: of a member that does not run.
  async prepare({ name, machine, plan }, { heal, signal }, { age }) {
    heal.push(`start ${name}`, () =>
      machine.state === 'stopped' ? machine.start(plan) : undefined,
    );
    await machine.kill();
    await onFiles(machine, 'copy', machine.dataDir, oldCopy(machine.scratchDir));
    await machine.start(plan);
    await pass(age, signal);
  },
  async harm({ member }, { age }) {
    const { machine } = member;
    const copy = oldCopy(machine.scratchDir);
    await onFiles(machine, 'copy', copy, machine.dataDir);
    await onFiles(machine, 'remove', copy);
    return `its data dir of ${formatDuration(age)} ago is back`;
  },
});

const oldCopy = (scratch: string): string => `${scratch}/old-copy`;
