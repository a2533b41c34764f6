import { nanos, seconds } from '../../core/duration.ts';
import { eventually } from '../../core/eventually.ts';
import { sameHash } from '../../cluster/same-hash.ts';
import { lastWords } from '../../cluster/log-since.ts';
import { serves } from '../../cluster/serves.ts';
import { appliedRevision } from '../../cluster/observe-member.ts';
import type { Member } from '../../cluster/member.ts';
import type { FaultWorld } from '../define-fault.ts';
import { serving } from '../serving.ts';

/** What etcd made of data that were harmed. */
export interface EtcdsAnswer {
  readonly kind: 'refused' | 'serves';
  /** In one sentence, with the log's own words. */
  readonly words: string;
}

const ON_DATA = /broken|corrupt|repair|inconsisten|out of range/i;

/** A comparison of data dirs and an election may lie before the answer. */
const MORE_TIME = seconds(15);

/** Waits until etcd has ended by itself, or serves what the others had when it was asked. */
export async function etcdsAnswer(
  member: Member,
  { cluster, proveWithin, signal }: Pick<FaultWorld, 'cluster' | 'proveWithin' | 'signal'>,
  log: () => Promise<string[]>,
): Promise<EtcdsAnswer> {
  const others = await serving(cluster, member);
  const goal = await newestOf(others);
  const look = async (): Promise<EtcdsAnswer> => {
    if (member.machine.state === 'stopped') return await ended(member, log);
    if (!(await serves(member))) throw new Error('it neither ended nor serves');
    const at = await appliedRevision(member);
    if (at < goal) throw new Error(`it serves revision ${at}, the others had ${goal}`);
    return { kind: 'serves', words: await served(member, others, at, log) };
  };
  const within = nanos(proveWithin + MORE_TIME);
  return await eventually(`what etcd makes of the data of ${member.name}`, look, {
    within,
    signal,
  });
}

async function ended(
  { name, machine }: Member,
  log: () => Promise<string[]>,
): Promise<EtcdsAnswer> {
  const { code, signal } = await machine.exited();
  const words = lastWords(await log()) ?? 'without a word';
  return { kind: 'refused', words: `${name} ended (${signal ?? `exit code ${code}`}): ${words}` };
}

async function served(
  member: Member,
  others: readonly Member[],
  at: bigint,
  log: () => Promise<string[]>,
): Promise<string> {
  // What is slow on a busy machine is no word on the data.
  const said = lastWords((await log()).filter((line) => ON_DATA.test(line)));
  const logged = said === undefined ? '' : `; its log: ${said}`;
  return `${member.name} serves revision ${at}${await comparison(member, others)}${logged}`;
}

async function comparison(member: Member, [other]: readonly Member[]): Promise<string> {
  if (other === undefined) return '';
  try {
    await sameHash({ members: [member, other] });
    return `, HashKV equal to that of ${other.name}`;
  } catch (error) {
    return `, HashKV unlike that of ${other.name} (${(error as Error).message})`;
  }
}

async function newestOf(members: readonly Member[]): Promise<bigint> {
  const all = await Promise.all(members.map((m) => appliedRevision(m).catch(() => 0n)));
  return all.reduce((a, b) => (a > b ? a : b), 0n);
}
