import { DoomsdayError } from '../../core/doomsday-error.ts';
import type { Admin, ListedMember } from '../../etcd/admin.ts';
import { peerUrl } from '../../cluster/build-cluster.ts';
import { lastWords, logSince } from '../../cluster/log-since.ts';
import type { Member } from '../../cluster/member.ts';
import { startJoining } from '../../cluster/rejoin.ts';

/** One who follows the runbook and does not look left or right. */
export interface Operator {
  readonly member: Member;
  /** What the member's log says since the work began. */
  readonly log: () => Promise<string[]>;
  list?: readonly ListedMember[];
  /** Why the work ended before its end. */
  refusal?: string;
}

/** Removal, addition and start of each target, one step of each in turn; a refused one goes home. */
export async function turnAbout(targets: readonly Member[], admin: Admin): Promise<Operator[]> {
  const operators = await Promise.all(
    targets.map(async (member): Promise<Operator> => {
      return { member, log: await logSince(member.machine) };
    }),
  );
  for (const step of [removed, added, started]) {
    for (const one of operators) {
      if (one.refusal !== undefined) continue;
      await step(one, admin).catch((error: unknown) => (one.refusal = String(error)));
    }
  }
  return operators;
}

async function removed({ member }: Operator, admin: Admin): Promise<void> {
  const url = peerUrl(member.machine);
  const old = (await admin.memberList()).find((one) => one.peerUrls.includes(url));
  if (old !== undefined) await admin.memberRemove(old.id);
}

async function added(one: Operator, admin: Admin): Promise<void> {
  one.list = await admin.memberAdd(peerUrl(one.member.machine));
}

/** One that ends before its gate answers has been started, too: its log says why it ended. */
async function started({ member, list = [] }: Operator): Promise<void> {
  const plan = { ...member.plan, mayEnd: true };
  await startJoining({ ...member, plan }, list).catch((error: unknown) => {
    if (!(error instanceof DoomsdayError) || error.code !== 'ETCD_DID_NOT_START') throw error;
  });
}

/** What etcd says of a change that it thinks unsafe; a time-out is no such word. */
const UNSAFE = /unhealthy cluster|not enough started members/;
/** What it says of a list that is not that of the members: ValidateClusterAndAssignIDs. */
export const WRONG_LIST = /member count is unequal|no match found for existing member/;

/** How far one has come by now. */
export async function endOf(one: Operator): Promise<{ words: string; refused: boolean }> {
  const { name, machine } = one.member;
  if (one.refusal !== undefined) {
    return { words: `${name} was not added: ${one.refusal}`, refused: UNSAFE.test(one.refusal) };
  }
  if (machine.state !== 'stopped') return { words: `${name} was added`, refused: false };
  const said = lastWords(await one.log()) ?? 'without a word';
  return { words: `${name} was added and ended: ${said}`, refused: WRONG_LIST.test(said) };
}
