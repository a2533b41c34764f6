import { formatDuration, millis } from '../../core/duration.ts';
import { eventually } from '../../core/eventually.ts';
import type { Member } from '../../cluster/member.ts';
import { defineFault } from '../define-fault.ts';
import { dial } from './dial.ts';
import { backAgain } from './start-again.ts';

export const pause = defineFault<object>({
  name: 'pause',
  subject: 'machine',
  summary: 'Freezes the target: its connections stay open and nothing answers. Heal: it thaws.',
  params: {},
  heals: 'the process goes on',
  proof: {
    bite: 'by the kernel the process is stopped and uses no CPU, while a dial is taken and hears nothing',
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
    const looks = targets.map((member) =>
      eventually(`${member.name} is frozen`, () => frozen(member), { within, signal }),
    );
    return (await Promise.all(looks)).join('; ');
  },
  proveGone: (world) => backAgain(world, { mayBeDown: true }),
});

/** Longer than a turn of a member that only has too little CPU. */
const SILENCE = millis(150);

/** The CPU clock of a process that is stopped stands still, to the nanosecond. */
async function frozen(member: Member): Promise<string> {
  const { name, machine } = member;
  const before = await machine.gateStatus();
  if (!before.stopped) throw new Error('its process is not stopped');
  const met = await dial(member, SILENCE);
  const after = await machine.gateStatus();
  const used = after.cpuNs - before.cpuNs;
  if (!after.stopped || used > 0) throw new Error(`its process ran for ${formatDuration(used)}`);
  if (met !== 'silent') throw new Error(`whoever dials it is ${met}`);
  return `${name} is stopped and uses no CPU, a dial is taken and hears nothing for ${formatDuration(SILENCE)}`;
}
