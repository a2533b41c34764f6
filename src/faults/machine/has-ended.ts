import { millis } from '../../core/duration.ts';
import { eventually } from '../../core/eventually.ts';
import type { Member } from '../../cluster/member.ts';
import type { FaultWorld } from '../define-fault.ts';
import { dial } from './dial.ts';

/** A process that lives and is well answers in a fraction of it. */
const PATIENCE = millis(300);

/**
 * Looks until the process of every target has ended, in one of these `ways` (a signal's name, or
 * `exit code 0`), and nobody takes calls in its place. How it ended is told by the system, or by
 * the container engine; a process that only says nothing has not ended.
 */
export async function allEnded(world: FaultWorld, ways: readonly string[]): Promise<string> {
  const { targets, proveWithin: within, signal } = world;
  const looks = targets.map((member) =>
    eventually(`${member.name} has ended`, () => hasEnded(member, ways), { within, signal }),
  );
  return (await Promise.all(looks)).join('; ');
}

/** One look. @throws while the process of the member has not ended so, or takes calls. */
export async function hasEnded(member: Member, ways: readonly string[]): Promise<string> {
  const { machine, name } = member;
  if (machine.state !== 'stopped') throw new Error(`it is ${machine.state}`);
  const { code, signal } = await machine.exited();
  const how = signal ?? `exit code ${code}`;
  if (!ways.includes(how)) throw new Error(`it ended by ${how}`);
  return `${name} ended (${how}), ${await takesNoCalls(member)}`;
}

/** @throws when whoever dials the member is answered, or only waits. */
export async function takesNoCalls(member: Member): Promise<string> {
  const met = await dial(member, PATIENCE);
  if (met === 'answered' || met === 'silent') throw new Error(`whoever dials it is ${WORDS[met]}`);
  return WORDS[met];
}

const WORDS = {
  refused: 'and a dial is refused',
  'hung up': 'and a dial is hung up on',
  answered: 'answered',
  silent: 'taken and hears nothing',
} as const;
