import type { Witness } from '../core/check-result.ts';
import { byteString, sameBytes } from '../history/byte-string.ts';
import { showKey } from '../history/show-bytes.ts';
import { revision } from '../history/int64.ts';
import { newestChanges, type Change } from '../history/ledger.ts';
import type { KeyValue, OpLine } from '../history/types.ts';
import { describeKv, describeOp } from './describe.ts';
import { doubtsOf, refusedPuts, type Doubts } from './doubts.ts';
import type { EpochFacts, Facts, MemberState } from './facts.ts';

export interface StateComparison {
  readonly witnesses: readonly Witness[];
  /** Keys whose newest acknowledged change was looked for. */
  readonly keys: number;
}

/**
 * Holds what a member held against the newest acknowledged change of every key up to a revision.
 * A key may be newer than its newest acknowledged change only through a write that nobody knows the
 * fate of; a key with a lease may be gone. Keys outside the owned prefixes may have been changed by
 * others. Cost: O(writes + keys).
 */
export function stateAgainstLedger(
  facts: Facts,
  epoch: EpochFacts,
  state: MemberState,
  upTo: number,
): StateComparison {
  const expected = facts.once(`changes ${epoch.n} ${upTo}`, () =>
    newestChanges(epoch.ledger, epoch.initial?.kvs ?? [], upTo),
  );
  const doubts = facts.once(epoch.ledger, () => doubtsOf(epoch.ledger.doubtful));
  const refused = facts.once(epoch.ops, () => refusedPuts(epoch.ops));
  const found = new Map(state.kvs.map((kv) => [byteString(kv.key), kv]));
  const witnesses: Witness[] = [];
  const say = (key: string, why: string | undefined): void => {
    if (why !== undefined) {
      const rejected = found.get(key) && refused(key, (found.get(key) as KeyValue).value);
      witnesses.push(
        witness({ key, why, state, change: expected.get(key), kv: found.get(key), rejected }),
      );
    }
  };
  for (const [key, change] of expected) {
    const kv = found.get(key);
    const own = facts.owns(key);
    say(key, kv === undefined ? missing(change, doubts, own) : differs(change, kv, doubts, own));
  }
  const known = epoch.initial !== undefined;
  for (const [key, kv] of found) {
    const own = facts.owns(key) && known;
    if (expected.has(key) || !own || doubts.mayHavePut(key, kv.value)) continue;
    say(key, 'a key that nobody wrote');
  }
  return { witnesses, keys: expected.size };
}

function missing(change: Change, doubts: Doubts, own: boolean): string | undefined {
  if (change.type === 'delete' || !own || change.lease !== '0') return undefined;
  return doubts.mayHaveDeleted(change.key) === undefined ? 'the key is gone' : undefined;
}

function differs(change: Change, kv: KeyValue, doubts: Doubts, own: boolean): string | undefined {
  const mod = revision(kv.mod);
  if (mod < change.revision) {
    return change.type === 'delete' ? 'a deleted key is back' : 'rolled back to an older revision';
  }
  if (mod === change.revision) {
    if (change.type === 'delete') return 'the key exists at the revision that deleted it';
    if (!sameBytes(change.value, kv.value)) return 'same revision, different value';
    return change.lease === kv.lease ? undefined : 'same revision, different lease';
  }
  if (!own || doubts.mayHavePut(change.key, kv.value) !== undefined) return undefined;
  return 'replaced by a value that no client may have written';
}

interface Mismatch {
  key: string;
  why: string;
  state: MemberState;
  change: Change | undefined;
  kv: KeyValue | undefined;
  rejected: OpLine | undefined;
}

function witness({ key, why, state, change, kv, rejected }: Mismatch): Witness {
  const observed: [string, string][] = [];
  if (change?.op !== undefined) observed.push(['acknowledged', describeOp(change.op)]);
  else if (change !== undefined)
    observed.push(['at the start', `${showKey(key)} at ${change.revision}`]);
  const { line } = state;
  const where = `${line.read} state of ${state.member} at revision ${state.revision}`;
  observed.push(['found', `${kv === undefined ? 'no such key' : describeKv(kv)} (${where})`]);
  if (rejected !== undefined) observed.push(['refused', describeOp(rejected)]);
  const operations = [change?.op?.id, rejected?.id].filter((id) => id !== undefined);
  return { why: `${showKey(key)}: ${why}`, observed, operations };
}
