import { basename } from 'node:path';
import { mkdir } from 'node:fs/promises';
import { formatDuration } from '../core/duration.ts';
import { eventually } from '../core/eventually.ts';
import { livingMembers } from '../cluster/cluster.ts';
import type { Member } from '../cluster/member.ts';
import { damageSnapshot } from '../recovery/damage-snapshot.ts';
import { fence } from '../recovery/fence.ts';
import { saveSnapshot } from '../recovery/save-snapshot.ts';
import { startSnapshotSchedule } from '../recovery/snapshot-schedule.ts';
import type { Snapshot } from '../recovery/snapshot.ts';
import { note, stepOrder, worldOf, type Drill } from './drill.ts';
import { expectationFailed } from './expectation-failed.ts';

/** Starts the backup job and lets the load run for the scene's time, with two snapshots at least. */
export async function takeSnapshotsOnSchedule(drill: Drill): Promise<void> {
  const { scene, recorder, signal } = drill;
  const { version } = worldOf(drill);
  const folder = drill.folder.snapshots(drill.number);
  await mkdir(folder, { recursive: true });
  const { every, keep } = scene.snapshots;
  const rng = drill.rng.fork('snapshots');
  const schedule = startSnapshotSchedule({
    ...{ every, keep, version, sink: recorder, folder },
    ask: () => whomToAsk(drill, (members) => rng.pick(members)),
    onFailure: (error) => note(drill, `a scheduled snapshot failed: ${String(error)}`),
  });
  drill.snapshots.schedule = schedule;
  drill.heals.push('stop the backup job', () => schedule.stop());
  await eventually('two snapshots', () => schedule.snapshots.length >= 2, {
    within: scene.deadlines.steady,
    signal,
  });
}

async function whomToAsk(
  drill: Drill,
  pick: (members: Member[]) => Member,
): Promise<Member | undefined> {
  const { cluster, observer } = worldOf(drill);
  const living = livingMembers(cluster);
  if (living.length === 0) return undefined;
  const leader = await observer.leader();
  const { member } = drill.scene.snapshots;
  if (member === 'leader') return leader;
  const followers = living.filter((m) => m !== leader);
  return pick(member === 'follower' && followers.length > 0 ? followers : living);
}

export async function damageNewest(drill: Drill): Promise<void> {
  await drill.snapshots.schedule?.stop();
  const newest = drill.snapshots.schedule?.snapshots.at(-1);
  if (newest === undefined) throw stepOrder('snapshots', 'And snapshots are taken on schedule');
  await damageSnapshot(newest.file);
  note(drill, `damaged ${basename(newest.file)}: 64 bytes in its middle are flipped`);
}

/** The first thing a good operator does: a survivor gives a snapshot without any quorum. */
export async function askSurvivor(drill: Drill): Promise<void> {
  const { cluster, version } = worldOf(drill);
  const [survivor] = livingMembers(cluster);
  if (survivor === undefined) throw stepOrder('a survivor', 'a fault that leaves one');
  const folder = drill.folder.snapshots(drill.number);
  await mkdir(folder, { recursive: true });
  const snapshot = await saveSnapshot(survivor, { version, sink: drill.recorder, folder });
  drill.snapshots.survivor = snapshot;
  note(drill, `${survivor.name} gave a snapshot without a quorum: ${describe(snapshot)}`);
}

const describe = ({ revision, bytes, tookNs }: Snapshot): string =>
  `revision ${revision}, ${Math.ceil(bytes / 1024)} KiB, in ${formatDuration(tookNs)}`;

export async function fenceSurvivors(drill: Drill): Promise<void> {
  const { cluster } = worldOf(drill);
  const fenced = await fence(cluster, drill.scene.deadlines.heal);
  const names = fenced.map((m) => m.name).join(', ');
  note(drill, `fenced ${names || 'nobody'}: stopped, links down, data kept`);
}

export function passedOver(drill: Drill, count: number): void {
  const { refused } = drill.snapshots;
  if (refused === count) return;
  throw expectationFailed({
    message: `${refused} snapshots were passed over, not ${count}`,
    expected: `${count} refused with a reason`,
    observed: `${refused} refused`,
  });
}
