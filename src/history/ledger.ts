import { byteString, inRange } from './byte-string.ts';
import { acknowledgedEffects, changedSomething, mayWrite } from './effects.ts';
import { revision } from './int64.ts';
import type { Bytes, DrillRecord, Int64, KeyValue, OpLine, Response } from './types.ts';

/** The newest thing that is known to have happened to a key. */
export interface Change {
  readonly key: string;
  readonly type: 'put' | 'delete';
  /** Set for a put. */
  readonly value: Bytes | undefined;
  readonly lease: Int64;
  readonly revision: number;
  /** undefined: it was there when the epoch began. */
  readonly op: OpLine | undefined;
}

/** The acknowledged writes of one epoch, and those whose fate nobody knows. */
export interface Ledger {
  readonly epoch: number;
  /** Acknowledged operations that changed something, in the order of the record. */
  readonly acknowledged: readonly OpLine[];
  /** The revision of each of them. */
  readonly revisions: Float64Array;
  /** Writes without an answer: they may have happened at any time after their call, or never. */
  readonly doubtful: readonly OpLine[];
}

/** @returns the ledger of one epoch. Cost: O(operations). */
export function ledgerOf(record: DrillRecord, epoch: number): Ledger {
  const acknowledged: OpLine[] = [];
  const doubtful: OpLine[] = [];
  for (const op of record.ops) {
    if (op.epoch !== epoch) continue;
    if (changedSomething(op)) acknowledged.push(op);
    else if (op.outcome === 'info' && mayWrite(op.req)) doubtful.push(op);
  }
  const revisions = Float64Array.from(acknowledged, (op) => revision((op.res as Response).rev));
  return { epoch, acknowledged, revisions, doubtful };
}

type Newest = { -readonly [Name in keyof Change]: Change[Name] };

/**
 * The newest known change of every key at or before revision `upTo`, starting from `initial`.
 * Cost: O(writes), plus O(keys) for each delete of a range.
 */
export function newestChanges(
  ledger: Ledger,
  initial: readonly KeyValue[],
  upTo = Infinity,
): ReadonlyMap<string, Change> {
  const newest = new Map<string, Newest>();
  const note = (change: Change): void => {
    const known = newest.get(change.key);
    if (known === undefined) newest.set(change.key, { ...change });
    else if (known.revision < change.revision) Object.assign(known, change);
  };
  for (const { key, value, lease, mod } of initial) {
    const change = { type: 'put', value, lease, revision: revision(mod), op: undefined } as const;
    note({ key: byteString(key), ...change });
  }
  const ranges: { start: string; end: string; revision: number; op: OpLine }[] = [];
  for (const [i, op] of ledger.acknowledged.entries()) {
    const at = ledger.revisions[i] as number;
    if (at > upTo) continue;
    if (op.req.op === 'put') {
      notePut(newest, op, at);
      continue;
    }
    for (const effect of acknowledgedEffects(op)) {
      if (effect.type === 'put') note({ ...effect, revision: at, op });
      else if (effect.type === 'delete' && effect.end !== undefined) {
        ranges.push({ start: effect.key, end: effect.end, revision: at, op });
      } else if (effect.type === 'delete') note(gone(effect.key, at, op));
    }
  }
  for (const range of ranges) {
    for (const [key, known] of newest) {
      if (known.revision >= range.revision || !inRange(key, range.start, range.end)) continue;
      if (known.type === 'put') Object.assign(known, gone(key, range.revision, range.op));
    }
  }
  return newest;
}

/** The common case, without making an object for a key that is known. */
function notePut(newest: Map<string, Newest>, op: OpLine, at: number): void {
  if (op.req.op !== 'put') return;
  const key = byteString(op.req.key);
  const known = newest.get(key);
  const { value, lease = '0' } = op.req;
  if (known === undefined) newest.set(key, { key, type: 'put', value, lease, revision: at, op });
  else if (known.revision < at) {
    known.type = 'put';
    known.value = value;
    known.lease = lease;
    known.revision = at;
    known.op = op;
  }
}

const gone = (key: string, at: number, op: OpLine): Change => ({
  key,
  type: 'delete',
  value: undefined,
  lease: '0',
  revision: at,
  op,
});
