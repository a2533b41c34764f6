import { basename } from 'node:path';
import { DoomsdayError } from '../core/doomsday-error.ts';
import { seconds } from '../core/duration.ts';
import { MARK } from '../history/marks.ts';
import type { HistorySink } from '../history/sink.ts';
import { snapshotStatusCommand, parseSnapshotStatus } from '../etcd/snapshot-tool.ts';
import type { Machine } from '../runtime/runtime.ts';
import { snapshotIntegrity } from './snapshot-integrity.ts';
import type { Snapshot } from './snapshot.ts';

export interface UsableSnapshot {
  readonly snapshot: Snapshot;
  /** The snapshots that were passed over, newest first, each with the reason. */
  readonly refused: readonly { snapshot: Snapshot; reason: string }[];
}

/**
 * The newest snapshot that passes its hash and `snapshot status`, examined on `machine`, newest
 * first. Each refusal is written as a `snapshot-refused` mark.
 * @throws {DoomsdayError} NO_USABLE_SNAPSHOT with every reason.
 */
export async function newestUsableSnapshot(
  snapshots: readonly Snapshot[],
  { machine, version, sink }: { machine: Machine; version: string; sink: HistorySink },
): Promise<UsableSnapshot> {
  const refused: { snapshot: Snapshot; reason: string }[] = [];
  for (const snapshot of snapshots.toReversed()) {
    const reason = await whyUnusable(snapshot, machine, version);
    if (reason === undefined) return { snapshot, refused };
    refused.push({ snapshot, reason });
    const detail = { file: basename(snapshot.file), reason };
    sink.write({ t: 'mark', name: MARK.snapshotRefused, at: sink.now(), detail });
  }
  throw noneUsable(refused);
}

async function whyUnusable(
  snapshot: Snapshot,
  machine: Machine,
  version: string,
): Promise<string | undefined> {
  if ((await snapshotIntegrity(snapshot.file)) === 'damaged') {
    return 'its SHA-256 does not fit its bytes';
  }
  const there = `${machine.scratchDir}/${basename(snapshot.file)}`;
  await machine.putFile(snapshot.file, there);
  const { tool, args } = snapshotStatusCommand(version, there);
  const { code, stdout, stderr } = await machine.tool(tool, args, seconds(20));
  const facts = parseSnapshotStatus(stdout);
  if (code !== 0 || facts === undefined)
    return `snapshot status: ${stderr.trim() || `exit ${code}`}`;
  return facts.hash === snapshot.hash
    ? undefined
    : `hash ${facts.hash}, when saved ${snapshot.hash}`;
}

function noneUsable(refused: readonly { snapshot: Snapshot; reason: string }[]): DoomsdayError {
  const rows = refused.map(({ snapshot, reason }) => `${basename(snapshot.file)}: ${reason}`);
  return new DoomsdayError({
    code: 'NO_USABLE_SNAPSHOT',
    message: 'no snapshot can be restored',
    expected: 'at least one snapshot that passes its hash and `snapshot status`',
    observed: rows.length > 0 ? rows.join('\n') : 'no snapshot was saved',
    next: 'take snapshots earlier or more often (scene: phases.steady, snapshots.every)',
  });
}
