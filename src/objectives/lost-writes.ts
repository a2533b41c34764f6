import { revision } from '../history/int64.ts';
import { ledgerOf } from '../history/ledger.ts';
import type { DrillRecord, EpochLine, OpLine } from '../history/types.ts';
import { changedBy } from './writes.ts';

/** An acknowledged write at its own revision. */
export interface AcknowledgedWrite {
  readonly op: OpLine;
  readonly revision: number;
}

/** What one restore cost: the acknowledged writes of the old epoch behind the snapshot. */
export interface Loss {
  readonly epoch: EpochLine;
  /** Acknowledged with a revision above the snapshot's, in order of revision; probes excluded. */
  readonly writes: readonly AcknowledgedWrite[];
  /** Those of them that deleted something; where the snapshot had the key, it is back. */
  readonly undoneDeletes: readonly AcknowledgedWrite[];
  /** The load's last acknowledged write that survived, by revision. */
  readonly lastKept: AcknowledgedWrite | undefined;
  /** The load's last acknowledged write of the old epoch, by time. */
  readonly lastAcknowledged: AcknowledgedWrite | undefined;
}

/** One entry a restore, in the order of the epochs. Cost: O(operations x epochs). */
export function lostWrites(record: DrillRecord): Loss[] {
  return record.epochs.map((epoch) => {
    const old = acknowledged(record, epoch.n - 1);
    const snapshot = revision(epoch.snapshot.revision);
    const writes = old.filter((write) => write.revision > snapshot);
    return {
      epoch,
      writes,
      undoneDeletes: writes.filter(({ op }) => changedBy(op).deletes > 0),
      lastKept: old.findLast((write) => write.revision <= snapshot),
      lastAcknowledged: latest(old),
    };
  });
}

/** What the load was told is done, in order of revision; probes excluded. */
function acknowledged(record: DrillRecord, epoch: number): AcknowledgedWrite[] {
  const ledger = ledgerOf(record, epoch);
  return ledger.acknowledged
    .map((op, i) => ({ op, revision: ledger.revisions[i] as number }))
    .filter(({ op }) => op.probe !== true)
    .sort((a, b) => a.revision - b.revision);
}

function latest(writes: readonly AcknowledgedWrite[]): AcknowledgedWrite | undefined {
  return writes.reduce<AcknowledgedWrite | undefined>(
    (last, write) =>
      last === undefined || Number(write.op.ret) > Number(last.op.ret) ? write : last,
    undefined,
  );
}
