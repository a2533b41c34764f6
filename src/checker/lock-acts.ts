import { byteString } from '../history/byte-string.ts';
import { changedSomething } from '../history/effects.ts';
import { revision } from '../history/int64.ts';
import type { OpLine, PlainRequest, TxnRequest } from '../history/types.ts';
import type { EpochFacts, Facts } from './facts.ts';

/** A write that etcd accepted because its client's key of a lock was still the one it had made. */
export interface LockAct {
  /** The prefix that the keys of all who want the lock share. */
  readonly lock: string;
  /** The owner's key. */
  readonly key: string;
  /** The fencing revision: the create revision of the owner's key. */
  readonly token: number;
  readonly revision: number;
  readonly op: OpLine;
}

/**
 * The acts of owners in an epoch, in the order of their revisions. A lock is known by how it is
 * asked for: a txn that makes a key under a prefix, with a lease, if there is none.
 * Source: client/v3/concurrency/{mutex,key,election}.go.
 * Cost: O(txns that compare a create revision).
 */
export const lockActs = (facts: Facts, epoch: EpochFacts): readonly LockAct[] =>
  facts.once(`lock acts ${epoch.n}`, () => {
    const keys = lockKeys(facts);
    if (keys.size === 0) return [];
    return fencedOf(epoch)
      .flatMap((op) => actOf(op, keys) ?? [])
      .toSorted((a, b) => a.revision - b.revision);
  });

/** The keys by which locks were asked for in the whole record. */
export const lockKeys = (facts: Facts): ReadonlySet<string> =>
  facts.once('lock keys', () => {
    const keys = new Set<string>();
    for (const { req, outcome } of facts.epochs.flatMap(fencedOf)) {
      if (req.op !== 'txn' || outcome === 'fail') continue;
      const key = askedFor(req);
      if (key !== undefined) keys.add(key);
    }
    return keys;
  });

/** Looked up in the columns: to touch every txn would cost as much as to replay them. */
const fencedOf = ({ columns: { fenced }, ops }: EpochFacts): OpLine[] =>
  fenced.map((i) => ops[i] as OpLine);

function askedFor({ compares, then }: TxnRequest): string | undefined {
  const absent = compares.find(({ target, result, value }) => {
    return target === 'create' && result === '=' && value === '0';
  });
  if (absent === undefined) return undefined;
  const key = byteString(absent.key);
  const made = then.some(
    (sub) => sub.op === 'put' && (sub.lease ?? '0') !== '0' && byteString(sub.key) === key,
  );
  return made && key.includes('/') ? key : undefined;
}

function actOf(op: OpLine, keys: ReadonlySet<string>): LockAct | undefined {
  const { req, res } = op;
  if (req.op !== 'txn' || res?.succeeded !== true || !changedSomething(op)) return undefined;
  const fence = req.compares.find(({ key, target, result, value }) => {
    if (target !== 'create' || result !== '=' || value === '0') return false;
    return keys.has(byteString(key));
  });
  if (fence === undefined) return undefined;
  const key = byteString(fence.key);
  if (!req.then.some((sub) => writesElsewhere(sub, key))) return undefined;
  return {
    lock: key.slice(0, key.lastIndexOf('/') + 1),
    key,
    token: Number(byteString(fence.value)),
    revision: revision(res.rev),
    op,
  };
}

/** To give the lock back is no act of an owner. */
const writesElsewhere = (sub: PlainRequest, key: string): boolean =>
  (sub.op === 'put' || sub.op === 'delete') && byteString(sub.key) !== key;
