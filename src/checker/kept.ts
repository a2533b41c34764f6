import type { Witness } from '../core/check-result.ts';
import type { EpochLine, StateLine } from '../history/types.ts';
import { RECOVERY, conclude, type Check } from './check.ts';
import type { EpochFacts, Facts, MemberState } from './facts.ts';

/** One restore: what the snapshot held besides keys, and what the members of the new epoch hold. */
export interface Kept {
  readonly facts: Facts;
  readonly old: EpochFacts;
  readonly line: EpochLine;
  readonly fresh: EpochFacts;
  readonly snapshot: StateLine;
}

/** What one restored member has of a snapshot. */
export interface Comparison {
  /** Things of the snapshot that were looked for in vain or not, and could be judged. */
  readonly judged: number;
  readonly witnesses: readonly Witness[];
  readonly doubts: readonly string[];
}

export interface KeptCheck extends Pick<Check, 'name' | 'guarantee' | 'how'> {
  /** In the plural: `leases`. */
  readonly what: string;
  /** How many there are in a line; undefined = they were not read. */
  count(line: StateLine): number | undefined;
  compare(kept: Kept, state: MemberState): Comparison;
  /** What must be in the snapshot by what the old epoch answered, and is not. */
  lacking?(kept: Kept): readonly Witness[];
  /** Whether a record has to do with it although no line tells of any. */
  concerns?(facts: Facts): boolean;
}

/**
 * A guarantee that a restore keeps something that is under no revision. What etcd keeps was tried
 * with 3.5.33, 3.6.14 and 3.7.1, by `snapshot restore` with and without `--bump-revision
 * --mark-compacted`, and by `--force-new-cluster`: every lease with its id, its granted time to
 * live and its keys (its life begins anew), users, roles, permissions, whether authentication is
 * on, the auth revision, and alarms with the ids of the members they were raised for, so that a
 * cluster restored with NOSPACE or CORRUPT goes on refusing writes.
 * Source: etcdutl/snapshot/v3_snapshot.go (only the members are trimmed from the copied file).
 */
export function defineKeptCheck({
  what,
  count,
  compare,
  lacking,
  concerns,
  ...said
}: KeptCheck): Check {
  const anyIn = (line: StateLine): boolean => (count(line) ?? 0) > 0;
  return {
    ...said,
    source: `${RECOVERY}#restoring-a-cluster`,
    applies: (facts) =>
      facts.restores.length > 0 &&
      (facts.record.states.some((line) => line.occasion !== 'final' && anyIn(line)) ||
        (concerns?.(facts) ?? false)),
    judge(facts) {
      const examined = { restores: 0, members: 0, compared: 0 };
      const witnesses: Witness[] = [];
      const doubts = new Set<string>();
      for (const { old, line, fresh } of facts.restores) {
        const snapshot = snapshotOf(facts, old, line);
        const read = fresh.restored.filter((state) => count(state.line) !== undefined);
        if (read.length === 0) doubts.add(`the ${what} of epoch ${line.n} were not read`);
        if (snapshot === undefined || count(snapshot) === undefined) {
          doubts.add(`the ${what} of the snapshot of epoch ${line.n} were not read`);
          continue;
        }
        examined.restores += 1;
        examined.members += read.length;
        const kept = { facts, old, line, fresh, snapshot };
        witnesses.push(...(lacking?.(kept) ?? []));
        for (const state of read) {
          const found = compare(kept, state);
          examined.compared += found.judged;
          witnesses.push(...found.witnesses);
          for (const doubt of found.doubts) doubts.add(doubt);
        }
      }
      if (examined.compared === 0) doubts.add(`no ${what} could be compared`);
      const holds = `${examined.compared} ${what} of snapshots found on ${examined.members} members`;
      return conclude({ examined, witnesses, doubts: [...doubts], holds });
    },
  };
}

/** What was in the file that the epoch began with. */
const snapshotOf = (facts: Facts, old: EpochFacts, { snapshot }: EpochLine) =>
  facts.record.states.findLast(
    ({ occasion, epoch, revision }) =>
      occasion === 'snapshot' && epoch === old.n && revision === snapshot.revision,
  );
