import { seconds } from '../core/duration.ts';
import { eventually } from '../core/eventually.ts';
import type { HeldLeases, StateLine } from '../history/types.ts';
import type { Cluster } from '../cluster/cluster.ts';
import type { Member } from '../cluster/member.ts';
import { readAccess } from '../cluster/read-held.ts';
import { readState, type StateAsked, type StateRead } from '../cluster/read-state.ts';
import { appliedRevision } from '../cluster/observe-member.ts';
import { worldOf, type Drill } from './drill.ts';

const CHUNK = 1000;
const PER_MEMBER = seconds(10);

/**
 * What every member holds at the end, at one revision: read linearizably from the first, then from
 * each member itself at that revision, with its HashKV, alarms and member list. The load is over.
 */
export async function readFinalStates(drill: Drill): Promise<void> {
  const { cluster } = worldOf(drill);
  const [first] = cluster.members;
  const newest = await readTimed(drill, first as Member, { read: 'linearizable' });
  await caughtUp(drill, cluster, BigInt(newest.revision));
  await writeStates(drill, cluster, {
    at: newest.revision,
    read: 'serializable',
    occasion: 'final',
  });
  writeState(drill, cluster, newest, 'final');
  drill.endState = newest;
}

/**
 * The restored state at exactly S + bump: an observation of the old epoch at S. What is under no
 * revision is as it is now: no client changes users and roles; `leases` have a time of their own.
 */
export async function readBeforeClients(
  drill: Drill,
  revision: bigint,
  leases: ReadonlyMap<string, HeldLeases>,
): Promise<void> {
  const { cluster } = worldOf(drill);
  const asked = { read: 'serializable', revision: String(revision) } as const;
  const reads = cluster.members.map(async (member) => {
    const state = await readTimed(drill, member, asked);
    const access = await readAccess(member, PER_MEMBER);
    return { ...state, leases: leases.get(member.name), access };
  });
  for (const state of await Promise.all(reads)) writeState(drill, cluster, state, 'before-clients');
}

interface AllMembers {
  readonly at: string;
  readonly read: 'linearizable' | 'serializable';
  readonly occasion: StateLine['occasion'];
}

async function writeStates(
  drill: Drill,
  cluster: Cluster,
  { at, read, occasion }: AllMembers,
): Promise<void> {
  const reads = cluster.members.map((m) => readTimed(drill, m, { read, revision: at }));
  for (const state of await Promise.all(reads)) writeState(drill, cluster, state, occasion);
}

/** A state and the moment at which it was asked for: what it shows is no older than that. */
type TimedRead = StateRead & Pick<StateLine, 'at'>;

async function readTimed(
  { recorder }: Drill,
  member: Member,
  asked: Omit<StateAsked, 'within'>,
): Promise<TimedRead> {
  const at = recorder.now();
  return { at, ...(await readState(member, { ...asked, within: PER_MEMBER })) };
}

/** A read at a revision that a member has not applied yet would fail as "future". */
async function caughtUp(drill: Drill, cluster: Cluster, revision: bigint): Promise<void> {
  const { scene, signal } = drill;
  const looks = cluster.members.map((member) =>
    eventually(
      `${member.name} has applied revision ${revision}`,
      async () => atLeast(await appliedRevision(member), revision),
      { within: scene.deadlines.settle, signal },
    ),
  );
  await Promise.all(looks);
}

function atLeast(applied: bigint, wanted: bigint): true {
  if (applied < wanted) throw new Error(`it is at ${applied}`);
  return true;
}

/** Large key spaces are written in chunks, so that no line of the record grows without bound. */
function writeState(
  { recorder }: Drill,
  { epoch }: Cluster,
  { kvs, ...state }: TimedRead,
  occasion: StateLine['occasion'],
): void {
  const chunks = Math.max(1, Math.ceil(kvs.length / CHUNK));
  for (let i = 0; i < chunks; i++) {
    const part = kvs.slice(i * CHUNK, (i + 1) * CHUNK);
    const more = i < chunks - 1 ? { more: true } : {};
    recorder.write({ t: 'state', epoch, occasion, ...state, kvs: part, ...more });
  }
}
