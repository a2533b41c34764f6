import { millis } from '../core/duration.ts';
import type { Member } from '../cluster/member.ts';
import { recordingClient } from '../etcd/recording-client.ts';
import { idleDiskStall } from '../faults/disk/idle-disk-stall.ts';
import type { TargetSpec } from '../faults/target.ts';
import type { Endpoint } from '../runtime/runtime.ts';
import { addFault } from './add-fault.ts';
import { allSynced } from './all-synced.ts';
import { note, worldOf, type Drill } from './drill.ts';

/** Ten times the time between two commits of bbolt. */
const QUIET = millis(1000);

/**
 * Waits until no member has anything to sync, then holds the targets' fsyncs. A commit that is
 * stuck would hide an early answer: etcd does not apply while its backend commits.
 */
export async function holdFsyncs(drill: Drill, target: TargetSpec): Promise<void> {
  const { cluster } = worldOf(drill);
  const { scene, signal } = drill;
  const limits = { within: scene.deadlines.steady, signal };
  await Promise.all(cluster.members.map((member) => allSynced(member, QUIET, limits)));
  await addFault(drill, idleDiskStall, { target, params: {} });
}

/** One client writes once, at the leader, and waits for the answer for the scene's time. */
export async function writeOnce(drill: Drill): Promise<void> {
  const { cluster, observer } = worldOf(drill);
  const leads = ({ name }: Member): boolean => name === observer.lastLeader();
  const [first] = cluster.members as readonly [Member];
  const { name: member, client } = cluster.members.find(leads) ?? first;
  const link = { endpoint: client.fromHarness as Endpoint, member, epoch: cluster.epoch };
  const writer = recordingClient({ sink: drill.recorder, ...link });
  try {
    const within = drill.scene.faults.heldWrite;
    const req = { op: 'put', key: 'load/held', value: 'while held' } as const;
    const { outcome } = await writer.call(req, { within });
    note(drill, `a write was called at ${member} while fsyncs were held: ${outcome}`);
  } finally {
    writer.close();
  }
}
