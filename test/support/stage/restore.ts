import { upstreamOf } from '../../../src/cluster/build-cluster.ts';
import { restoreSnapshot } from '../../../src/recovery/restore-snapshot.ts';
import type { Snapshot } from '../../../src/recovery/snapshot.ts';
import { readBeforeClients } from './read-states.ts';
import { startAll, type Stage } from './stage.ts';

export interface Restore {
  readonly snapshot: Snapshot;
  /** What the record says was restored; the truth unless told otherwise. */
  readonly named?: Snapshot;
  readonly bump: number;
  /** What the record says of the bump; the truth unless told otherwise. */
  readonly namedBump?: number;
}

/**
 * Restores a whole new cluster that takes over the client links, as a drill does. What becomes of
 * the old one is the caller's business.
 */
export async function restore(on: Stage, plan: Restore): Promise<void> {
  const { snapshot, named = snapshot, bump, namedBump = bump } = plan;
  const next = await on.next();
  const markCompacted = bump > 0;
  await restoreSnapshot(next, { snapshot, bump, markCompacted });
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
  for (const member of next.members) await readBeforeClients(on, member);
}
