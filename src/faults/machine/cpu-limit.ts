import { eventually } from '../../core/eventually.ts';
import type { Member } from '../../cluster/member.ts';
import { defineFault, type FaultWorld } from '../define-fault.ts';
import { busyLook, ENOUGH, type Busy } from './busy-look.ts';

export interface CpuLimit {
  /** How much of the time the target may run. */
  readonly percent: number;
}

/**
 * The gate stops etcd (SIGSTOP) and lets it go on (SIGCONT) in turns of about 100 ms. Like
 * what a member under a CPU quota sees, but all of its threads rest at the same time.
 */
export const cpuLimit = defineFault<CpuLimit>({
  name: 'cpu-limit',
  subject: 'machine',
  summary:
    'Lets the target run for a share of the time only: it is stopped in between, again and again.',
  params: { percent: 'how much of the time the target may run, percent of every CPU' },
  heals: 'the target runs all the time',
  proof: {
    bite: 'the kernel shows the busy target stopped for that part of the looks; its CPU is below its share',
    end: 'the kernel never shows the busy target stopped',
  },
  plan: ({ percent }) => ({ percent }),
  async inject({ targets, heal }, { percent }) {
    const limits = targets.map(async ({ name, machine }) => {
      heal.push(`let ${name} run`, () =>
        machine.state === 'running' ? machine.limitCpu(100) : undefined,
      );
      await machine.limitCpu(percent);
    });
    await Promise.all(limits);
  },
  proveBiting: (world, params) => lookAtAll(world, (member) => starved(member, params)),
  proveGone: (world) => lookAtAll(world, fed),
});

async function lookAtAll(
  { targets, proveWithin, signal }: FaultWorld,
  look: (member: Member) => Promise<string>,
): Promise<string> {
  const looks = targets.map((member) =>
    eventually(`the CPU of ${member.name}`, () => look(member), { within: proveWithin, signal }),
  );
  return (await Promise.all(looks)).join('; ');
}

async function starved(member: Member, { percent }: CpuLimit): Promise<string> {
  const busy = await busyLook(member);
  const { looks, stopped, cpuPercent = 0 } = busy;
  const rests = (100 - percent) / 100;
  const asAsked = stopped >= looks * rests * LEAST && stopped < looks;
  if (looks < ENOUGH || !asAsked || cpuPercent > percent * SLACK) {
    throw new Error(said(member, busy));
  }
  return said(member, busy);
}

/** Looks are not spread evenly over the turns. */
const LEAST = 0.7;
/** A turn that began before the look may fall into it. */
const SLACK = 1.2;

async function fed(member: Member): Promise<string> {
  const { state } = member.machine;
  if (state !== 'running') return `${member.name} is ${state}`;
  const busy = await busyLook(member);
  if (busy.looks < ENOUGH || busy.stopped > 0) throw new Error(said(member, busy));
  return said(member, busy);
}

const said = ({ name }: Member, { looks, stopped, cpuPercent }: Busy): string =>
  `${name} was kept busy: stopped in ${stopped} of ${looks} looks, ` +
  `${cpuPercent?.toFixed(0) ?? '?'} % of the CPUs used`;
