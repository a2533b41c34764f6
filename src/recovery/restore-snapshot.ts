import { basename } from 'node:path';
import { DoomsdayError } from '../core/doomsday-error.ts';
import { seconds, type Duration } from '../core/duration.ts';
import { snapshotRestoreCommand } from '../etcd/restore-tool.ts';
import { initialCluster, peerUrl } from '../cluster/build-cluster.ts';
import type { Cluster } from '../cluster/cluster.ts';
import type { Member } from '../cluster/member.ts';
import type { Snapshot } from './snapshot.ts';

export interface RestorePlan {
  readonly snapshot: Snapshot;
  /** `--bump-revision`; 0 = restore without. */
  readonly bump: number;
  readonly markCompacted: boolean;
  readonly within?: Duration;
}

/**
 * Writes the data dir of every member of a whole new cluster from one snapshot: the same file, the
 * same token, each with its own name and URL. Nothing is started. Members are done side by side.
 * @throws {DoomsdayError} RESTORE_FAILED with what the tool said.
 */
export async function restoreSnapshot(cluster: Cluster, plan: RestorePlan): Promise<void> {
  await Promise.all(cluster.members.map((member) => restoreMember(member, cluster, plan)));
}

async function restoreMember(member: Member, cluster: Cluster, plan: RestorePlan): Promise<void> {
  const { machine } = member;
  const there = `${machine.scratchDir}/${basename(plan.snapshot.file)}`;
  await machine.putFile(plan.snapshot.file, there);
  const machines = new Map(cluster.members.map((m) => [m.name, m.machine]));
  const { tool, args } = snapshotRestoreCommand(cluster.version, {
    file: there,
    dataDir: machine.dataDir,
    name: member.name,
    initialCluster: initialCluster(machines),
    token: cluster.token,
    peerUrl: peerUrl(machine),
    bump: plan.bump,
    markCompacted: plan.markCompacted,
  });
  const { code, stdout, stderr } = await machine.tool(tool, args, plan.within ?? seconds(60));
  if (code === 0) return;
  throw new DoomsdayError({
    code: 'RESTORE_FAILED',
    message: `${basename(plan.snapshot.file)} could not be restored for ${member.name}`,
    expected: `${tool} ${args.join(' ')} to end with 0`,
    observed: `exit ${code}\n${(stderr || stdout).trim()}`,
  });
}
