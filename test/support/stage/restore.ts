import assert from 'node:assert/strict';
import { upstreamOf } from '../../../src/cluster/build-cluster.ts';
import type { Member } from '../../../src/cluster/member.ts';
import { restoreSnapshot } from '../../../src/recovery/restore-snapshot.ts';
import type { Snapshot } from '../../../src/recovery/snapshot.ts';
import { tellSnapshot } from '../../../src/recovery/tell-snapshot.ts';
import { readBeforeClients } from './read-states.ts';
import { startAll, type Stage } from './stage.ts';

export interface Restore {
  readonly snapshot: Snapshot;
  /** What the record says was restored; the truth unless told otherwise. */
  readonly named?: Snapshot;
  readonly bump: number;
  /** What the record says of the bump; the truth unless told otherwise. */
  readonly namedBump?: number;
  /** What is done to the new cluster behind everybody's back before clients are let in. */
  readonly meddle?: (member: Member) => Promise<void>;
}

/**
 * Restores a whole new cluster that takes over the client links, as a drill does. What becomes of
 * the old one is the caller's business.
 */
export async function restore(on: Stage, plan: Restore): Promise<void> {
  const { snapshot, named = snapshot, bump, namedBump = bump, meddle } = plan;
  const next = await on.next();
  const markCompacted = bump > 0;
  await restoreSnapshot(next, { snapshot, bump, markCompacted });
  const unread = await tellSnapshot(named, { sink: on.sink, epoch: on.cluster.epoch });
  assert.equal(unread, undefined);
  const { revision, hash, takenAt, member } = named;
  const what = {
    snapshot: { revision, hash, takenAt, member },
    bump: String(namedBump),
    markCompacted,
  };
  on.sink.write({ t: 'epoch', n: next.epoch, at: on.sink.now(), cause: 'restore', ...what });
  on.cluster = next;
  for (const { client, machine } of next.members) {
    await client.retarget(upstreamOf(machine, 'client'));
    await client.enable();
  }
  await startAll(next);
  await meddle?.(next.members[0] as Member);
  for (const member of next.members) await readBeforeClients(on, member);
}
