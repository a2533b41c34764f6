import type { Member } from '../../cluster/member.ts';
import type { GateStatus } from '../../runtime/runtime.ts';
import { endOf, ENDS_WITHIN } from './whole-again.ts';

/** Fewer than etcd writes at a start: an earlier life's last words are not taken for this one's. */
const LAST_LINES = 20;

export interface DiskError {
  /** The error's words in etcd's log. */
  readonly words: string;
  /** What the gate counted of it; undefined: nothing yet. */
  counted(status: GateStatus): string | undefined;
}

/**
 * Both sides of the matter where both can be seen: the gate's count, and how etcd took it.
 * @throws while nothing was felt, or when the process ended of something else.
 */
export async function felt(member: Member, error: DiskError): Promise<string> {
  const { name, machine } = member;
  if (machine.state === 'stopped') return `${name} ${await lastWords(member, error.words)}`;
  const counted = error.counted(await machine.gateStatus());
  if (counted === undefined) throw new Error(`${name} met no error yet`);
  const exit = await endOf(machine, ENDS_WITHIN);
  const after = exit === undefined ? 'goes on' : await lastWords(member, error.words);
  return `${name}: ${counted}; it ${after}`;
}

async function lastWords({ machine }: Member, words: string): Promise<string> {
  const { code, signal } = await machine.exited();
  const how = signal ?? `exit code ${code}`;
  const lines = (await machine.logTail(LAST_LINES)).split('\n');
  const line = lines.findLast((text) => text.includes(words) && !text.startsWith('gate: '));
  if (line === undefined) throw new Error(`ended (${how}), not of "${words}"`);
  return `ended (${how}): ${spoken(line)}`;
}

/** etcd logs JSON: its message and its error, without the rest. */
function spoken(line: string): string {
  try {
    const { msg, error } = JSON.parse(line) as { msg?: string; error?: string };
    return `"${[msg, error].filter((part) => part !== undefined).join(': ')}"`;
  } catch {
    return `"${line.slice(0, 200)}"`;
  }
}
