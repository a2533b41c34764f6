import { availableParallelism } from 'node:os';
import { startClock } from '../../core/clock.ts';
import { deadline } from '../../core/deadline.ts';
import { millis, seconds } from '../../core/duration.ts';
import type { Member } from '../../cluster/member.ts';
import { openPlain } from '../../etcd/plain-connection.ts';

/** What was seen of a member while it was kept busy. */
export interface Busy {
  /** How often the kernel was asked whether its process is stopped, and how often it was. */
  readonly looks: number;
  readonly stopped: number;
  /** Of all CPUs; undefined when the runtime cannot tell. */
  readonly cpuPercent: number | undefined;
}

/** So many looks say something. */
export const ENOUGH = 10;

/** Four of the gate's turns. */
const LOOK = millis(400);
/** A busy harness looks seldom: it looks for longer. */
const LONGEST = seconds(4);
const PATIENCE = seconds(5);

/**
 * Asks the member directly, over and over, for something that costs it CPU, and the kernel beside
 * that. A machine that has too little CPU for all makes a process wait, but never stops it.
 */
export async function busyLook(member: Member): Promise<Busy> {
  const { machine } = member;
  const clock = startClock();
  let over = false;
  const busy = keepBusy(member, () => over);
  busy.catch(() => undefined); // told below, after the looks
  const cpuBefore = await machine.cpuNs();
  const from = clock.now();
  let [looks, stopped] = [0, 0];
  try {
    const goesOn = (age: number) => age < LOOK || (looks < ENOUGH && age < LONGEST);
    for (; goesOn(clock.now() - from); looks++) {
      if ((await machine.gateStatus()).stopped) stopped++;
    }
  } finally {
    over = true;
    await busy;
  }
  const length = clock.now() - from;
  return { looks, stopped, cpuPercent: shareOf(cpuBefore, await machine.cpuNs(), length) };
}

async function keepBusy({ machine }: Member, over: () => boolean): Promise<void> {
  const connection = await openPlain(await machine.endpoint('client'), PATIENCE);
  const late = (): Error => new Error('no answer');
  try {
    while (!over()) await deadline(PATIENCE, late, () => connection.ask('/metrics'));
  } finally {
    connection.close();
  }
}

function shareOf(before: number | null, after: number | null, length: number): number | undefined {
  if (before === null || after === null) return undefined;
  return ((after - before) / length / availableParallelism()) * 100;
}
