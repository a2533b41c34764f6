import { basename } from 'node:path';
import { formatDuration, nanos } from '../core/duration.ts';
import { eventually } from '../core/eventually.ts';
import { MARK } from '../history/marks.ts';
import { upstreamOf } from '../cluster/build-cluster.ts';
import type { Cluster } from '../cluster/cluster.ts';
import { restoreSnapshot } from '../recovery/restore-snapshot.ts';
import type { Snapshot } from '../recovery/snapshot.ts';
import { tellSnapshot } from '../recovery/tell-snapshot.ts';
import { newestUsableSnapshot } from '../recovery/usable-snapshot.ts';
import { note, stepOrder, worldOf, type Drill } from './drill.ts';
import { confirmRedundancy } from './confirm-redundancy.ts';
import { readBeforeClients } from './final-read.ts';
import { leasesMeanwhile } from './leases-meanwhile.ts';
import { standBy } from './stand-by.ts';

export interface Recovery {
  readonly from: 'schedule' | 'survivor';
  /** Overrides the scene's bump; 0 = without. */
  readonly bump?: number;
}

/**
 * Restores a whole new cluster from a snapshot and lets it take over the client links. The
 * replacement machines stand by: what is measured is etcd's recovery, not the delivery of machines.
 */
export async function recover(
  drill: Drill,
  { from, bump = drill.scene.restore.bump }: Recovery,
): Promise<void> {
  const world = worldOf(drill);
  const old = world.cluster;
  const next = await standBy(drill);
  mark(drill, MARK.decision);
  const snapshot = await choose(drill, next, from);
  const markCompacted = bump > 0 && drill.scene.restore.markCompacted;
  await Promise.all([
    restoreSnapshot(next, { snapshot, bump, markCompacted }),
    tellContent(drill, snapshot),
  ]);
  mark(drill, MARK.dataDirReady);
  await beginEpoch(drill, next, { snapshot, bump, markCompacted });
  await Promise.all([admitClients(next), startAll(drill, next)]);
  world.past.push(old);
  const leases = await leasesMeanwhile(drill, () => confirmRedundancy(drill));
  await readBeforeClients(drill, BigInt(snapshot.revision) + BigInt(bump), leases);
}

/** What the file holds besides keys, while the old epoch is not over yet. */
async function tellContent(drill: Drill, snapshot: Snapshot): Promise<void> {
  const { epoch } = worldOf(drill).cluster;
  const unread = await tellSnapshot(snapshot, { sink: drill.recorder, epoch });
  if (unread !== undefined) note(drill, unread);
}

async function choose(drill: Drill, next: Cluster, from: Recovery['from']): Promise<Snapshot> {
  const { survivor, schedule } = drill.snapshots;
  const all = from === 'survivor' ? [survivor] : (schedule?.snapshots ?? []);
  const snapshots = all.filter((s) => s !== undefined);
  if (from === 'survivor' && survivor === undefined)
    throw stepOrder('it', 'When a survivor is asked for a snapshot');
  const [first] = next.members;
  const { machine } = first as Cluster['members'][number];
  const { recorder: sink } = drill;
  const { snapshot, refused } = await newestUsableSnapshot(snapshots, {
    machine,
    version: next.version,
    sink,
  });
  drill.snapshots.refused = refused.length;
  for (const { snapshot: bad, reason } of refused)
    note(drill, `refused ${basename(bad.file)}: ${reason}`);
  const age = formatDuration(nanos(sink.now() - snapshot.takenAt));
  note(drill, `restoring ${basename(snapshot.file)}: revision ${snapshot.revision}, ${age} old`);
  return snapshot;
}

/**
 * The new epoch begins in the record before any client can reach it, and no call of the old epoch
 * is still under way: a call belongs to one epoch.
 */
async function beginEpoch(
  drill: Drill,
  next: Cluster,
  { snapshot, bump, markCompacted }: { snapshot: Snapshot; bump: number; markCompacted: boolean },
): Promise<void> {
  const { recorder } = drill;
  const world = worldOf(drill);
  world.cluster = next;
  await eventually(
    'the last call of the old epoch',
    () => recorder.openCallsOf(next.epoch - 1) === 0,
    {
      within: drill.scene.workload.callTimeout,
      every: nanos(1e6),
      signal: drill.signal,
    },
  );
  const { revision, hash, takenAt, member } = snapshot;
  recorder.write({
    t: 'epoch',
    n: next.epoch,
    at: recorder.now(),
    cause: 'restore',
    snapshot: { revision, hash, takenAt, member, source: basename(snapshot.file) },
    bump: String(bump),
    markCompacted,
  });
}

async function admitClients(next: Cluster): Promise<void> {
  await Promise.all(
    next.members.map(async ({ client, machine }) => {
      await client.retarget(upstreamOf(machine, 'client'));
      await client.enable();
    }),
  );
}

async function startAll(drill: Drill, next: Cluster): Promise<void> {
  const starts = next.members.map(({ machine, plan }) => machine.start(plan));
  await Promise.any(starts).then(
    () => mark(drill, MARK.processUp),
    () => undefined,
  );
  await Promise.all(starts);
}

const mark = ({ recorder }: Drill, name: string): void =>
  recorder.write({ t: 'mark', name, at: recorder.now() });
