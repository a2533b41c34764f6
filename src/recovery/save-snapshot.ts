import { basename, join } from 'node:path';
import { stat } from 'node:fs/promises';
import { DoomsdayError } from '../core/doomsday-error.ts';
import { seconds, type Duration } from '../core/duration.ts';
import {
  snapshotSaveArgs,
  snapshotStatusCommand,
  parseSnapshotStatus,
} from '../etcd/snapshot-tool.ts';
import { MARK } from '../history/marks.ts';
import type { HistorySink } from '../history/sink.ts';
import type { Member } from '../cluster/member.ts';
import type { Snapshot } from './snapshot.ts';

export interface SaveSnapshot {
  readonly version: string;
  readonly sink: HistorySink;
  /** Folder of the run in which the file is kept: it outlives every machine. */
  readonly folder: string;
  readonly within?: Duration;
}

/**
 * Asks one member for a snapshot (`etcdctl snapshot save`), copies it off the machine, and examines
 * it (`snapshot status`). Needs no quorum. Writes a `snapshot` mark.
 * @throws {DoomsdayError} SNAPSHOT_FAILED with what the tool said.
 */
export async function saveSnapshot(member: Member, plan: SaveSnapshot): Promise<Snapshot> {
  const { machine } = member;
  const within = plan.within ?? seconds(20);
  const takenAt = plan.sink.now();
  const file = join(plan.folder, `${String(takenAt).padStart(13, '0')}-${member.name}.db`);
  const onMachine = `${machine.scratchDir}/${basename(file)}`;
  const endpoint = `http://${member.machine.address.host}:${member.machine.address.ports.client}`;
  const saved = await machine.tool('etcdctl', snapshotSaveArgs(endpoint, onMachine), within);
  if (saved.code !== 0)
    throw failed(`member ${member.name} gave no snapshot`, saved.stderr || saved.stdout);
  const { tool, args } = snapshotStatusCommand(plan.version, onMachine);
  const [status] = await Promise.all([
    machine.tool(tool, args, within),
    machine.getFile(onMachine, file),
  ]);
  const facts = parseSnapshotStatus(status.stdout);
  if (status.code !== 0 || facts === undefined) {
    throw failed(`the snapshot of ${member.name} cannot be read`, status.stderr || status.stdout);
  }
  const { size: bytes } = await stat(file);
  const snapshot: Snapshot = {
    file,
    member: member.name,
    takenAt,
    tookNs: plan.sink.now() - takenAt,
    bytes,
    revision: facts.revision,
    hash: facts.hash,
    totalKeys: facts.totalKeys,
  };
  announce(snapshot, plan.sink);
  return snapshot;
}

function announce(snapshot: Snapshot, sink: HistorySink): void {
  const { file, member, takenAt, tookNs, bytes, revision, hash } = snapshot;
  const detail = { file: basename(file), member, takenAt, tookNs, bytes, revision, hash };
  sink.write({ t: 'mark', name: MARK.snapshot, at: sink.now(), detail });
}

const failed = (message: string, observed: string): DoomsdayError =>
  new DoomsdayError({ code: 'SNAPSHOT_FAILED', message, observed: observed.trim() });
