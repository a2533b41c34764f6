import { eventually } from '../core/eventually.ts';
import { nanos, seconds } from '../core/duration.ts';
import type { Member } from '../cluster/member.ts';
import { openAsker } from '../etcd/ask.ts';
import { memberStatus } from '../etcd/member-status.ts';
import { MAINTENANCE } from '../etcd/methods.ts';
import type { Endpoint } from '../runtime/runtime.ts';
import { note, worldOf, type Drill } from './drill.ts';
import { expectationFailed } from './expectation-failed.ts';

const QUICK = seconds(1);

/** The members that the last fault hit have a leader and go on applying what the others write. */
export async function stillFollow(drill: Drill): Promise<void> {
  await ofTheHit(drill, 'still follows the leader', async (member) => {
    const direct = await member.machine.endpoint('client');
    const before = await memberStatus(direct, QUICK);
    if (before.leader === '0') throw new Error('it has no leader');
    await eventually(
      `${member.name} applies more than revision ${before.revision}`,
      async () => BigInt((await memberStatus(direct, QUICK)).revision) > BigInt(before.revision),
      { within: drill.scene.deadlines.election, signal: drill.signal },
    );
  });
}

/** The members that the last fault hit answer over their client links, without a leader. */
export async function stillAnswerWithoutLeader(drill: Drill): Promise<void> {
  await ofTheHit(drill, 'answers its clients and has no leader', async ({ client }) => {
    const asker = openAsker(client.fromHarness as Endpoint);
    try {
      const { leader = '0' } = await asker.ask(MAINTENANCE.status, {}, QUICK);
      if (leader !== '0') throw new Error('it still names a leader');
    } finally {
      asker.close();
    }
  });
}

/** Long enough that what was under way at the beginning has been answered. */
const ON = seconds(1);

/** Writes are acknowledged, and a second later they still are. */
export async function writesGoOn(drill: Drill): Promise<void> {
  const { recorder, scene, signal } = drill;
  const acked = (): number => recorder.counters.lastWriteAckNs ?? 0;
  const since = recorder.now();
  const within = nanos(scene.deadlines.election + ON);
  await eventually('writes that go on', () => acked() > since + ON, { within, signal }).catch(
    (cause: unknown) => {
      throw failed('no write was acknowledged although a quorum serves clients', cause);
    },
  );
  note(drill, 'writes go on');
}

async function ofTheHit(
  drill: Drill,
  what: string,
  look: (member: Member) => Promise<void>,
): Promise<void> {
  worldOf(drill);
  const { signal, scene } = drill;
  const within = scene.deadlines.election;
  for (const member of drill.injections.at(-1)?.targets ?? []) {
    const seen = async (): Promise<true> => (await look(member), true);
    await eventually(`${member.name} ${what}`, seen, { within, signal }).catch((cause: unknown) => {
      throw failed(`it is not so that ${member.name} ${what}`, cause);
    });
    note(drill, `${member.name} ${what}`);
  }
}

const failed = (message: string, cause: unknown) =>
  expectationFailed({
    message,
    expected: 'a fault that leaves the other side of the member alone',
    observed: cause instanceof Error ? cause.message : String(cause),
    cause,
  });
