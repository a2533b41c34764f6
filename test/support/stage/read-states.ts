import { seconds } from '../../../src/core/duration.ts';
import { eventually } from '../../../src/core/eventually.ts';
import type { Member } from '../../../src/cluster/member.ts';
import { appliedRevision } from '../../../src/cluster/observe-member.ts';
import { readAccess, readLeases } from '../../../src/cluster/read-held.ts';
import { readState, type StateAsked } from '../../../src/cluster/read-state.ts';
import type { StateLine } from '../../../src/history/types.ts';
import type { Stage } from './stage.ts';

const WITHIN = seconds(5);

/** As a drill ends: read linearizably from the first, then from each member at that revision. */
export async function readFinal(on: Stage, members: readonly Member[]): Promise<void> {
  const [first] = members as [Member];
  const revision = await readOne(on, first, 'final', { read: 'linearizable' });
  for (const member of members) await readAt(on, member, revision);
}

/** From each member at the revision that the first has: a member that lost count is never newer. */
export async function readAsFirst(on: Stage, members: readonly Member[]): Promise<void> {
  const [first] = members as [Member];
  const revision = String(await appliedRevision(first));
  for (const member of members) await readAt(on, member, revision);
}

/** What a restored member begins with, before any client is let in. */
export async function readBeforeClients(on: Stage, member: Member): Promise<void> {
  const { sink, cluster } = on;
  const at = sink.now();
  const leases = await readLeases(member, { within: WITHIN, sink });
  const access = await readAccess(member, WITHIN);
  const state = await readState(member, { read: 'serializable', within: WITHIN });
  const where = { epoch: cluster.epoch, at, occasion: 'before-clients' } as const;
  sink.write({ t: 'state', ...where, ...state, leases, ...(access && { access }) });
}

async function readAt(on: Stage, member: Member, revision: string): Promise<void> {
  await eventually(
    `${member.name} has revision ${revision}`,
    async () => (await appliedRevision(member)) >= BigInt(revision),
    { within: seconds(20) },
  );
  await readOne(on, member, 'final', { read: 'serializable', revision });
}

async function readOne(
  { sink, cluster: { epoch } }: Stage,
  member: Member,
  occasion: StateLine['occasion'],
  asked: Omit<StateAsked, 'within'>,
): Promise<string> {
  const at = sink.now();
  const state = await readState(member, { ...asked, within: WITHIN });
  sink.write({ t: 'state', epoch, at, occasion, ...state });
  return state.revision;
}
