import { DoomsdayError } from '../core/doomsday-error.ts';
import { EXIT } from '../core/verdict.ts';
import { snapshotTool } from './snapshot-tool.ts';
import type { ToolCall } from './tool-call.ts';
import { atLeast, minorOf } from './version.ts';

export interface RestoreDescription {
  readonly file: string;
  /** Must not exist yet, or be empty. */
  readonly dataDir: string;
  readonly name: string;
  /** `m1=http://…,m2=http://…` of the new cluster, the same for every member. */
  readonly initialCluster: string;
  /** A new one, the same for every member, so that old members are never taken for new ones. */
  readonly token: string;
  readonly peerUrl: string;
  /** How far the revision is raised above the snapshot's; 0 = not at all. */
  readonly bump: number;
  /** Belongs to a bump: etcd refuses one without the other. */
  readonly markCompacted: boolean;
  /** For a file without a hash: a copied member/snap/db. */
  readonly skipHashCheck?: boolean;
}

/**
 * What writes one member's data dir from a snapshot file. Pure.
 * @throws {DoomsdayError} BUMP_NOT_SUPPORTED when this version's tool cannot raise revisions.
 */
export function snapshotRestoreCommand(version: string, restore: RestoreDescription): ToolCall {
  const args = [
    'snapshot',
    'restore',
    restore.file,
    `--name=${restore.name}`,
    `--data-dir=${restore.dataDir}`,
    `--initial-cluster=${restore.initialCluster}`,
    `--initial-cluster-token=${restore.token}`,
    `--initial-advertise-peer-urls=${restore.peerUrl}`,
  ];
  if (restore.bump > 0) args.push(...bumpFlags(version, restore));
  if (restore.skipHashCheck === true) args.push('--skip-hash-check=true');
  return { tool: snapshotTool(version), args };
}

/** Where each line of versions learnt `--bump-revision`; later lines always could. */
const BUMP_SINCE: Readonly<Record<string, string>> = { '3.4': '3.4.27', '3.5': '3.5.10' };

/** Why this version's tools cannot raise revisions on a restore; undefined when they can. */
export function whyNoBump(version: string): string | undefined {
  const since = BUMP_SINCE[minorOf(version)] ?? '3.6.0';
  if (atLeast(version, since)) return undefined;
  return `snapshot restore of etcd ${version} has no --bump-revision: it came with ${since}`;
}

function bumpFlags(version: string, { bump, markCompacted }: RestoreDescription): string[] {
  const reason = whyNoBump(version);
  if (reason !== undefined) {
    throw new DoomsdayError({
      code: 'BUMP_NOT_SUPPORTED',
      message: reason,
      next: 'restore with the tools of a newer patch release, or without the bump',
      exit: EXIT.usage,
    });
  }
  return [`--bump-revision=${bump}`, ...(markCompacted ? ['--mark-compacted'] : [])];
}
