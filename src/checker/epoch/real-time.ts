import { column } from '../columns/column.ts';
import type { OpLine } from '../../history/types.ts';
import { contradiction, type Contradiction } from './contradiction.ts';
import type { Revisions } from './revisions.ts';
import { ROLE } from './role.ts';

export interface Times {
  readonly calls: Float64Array;
  readonly rets: Float64Array;
}

/** What the order is held against. */
export interface Ordered {
  readonly ops: readonly OpLine[];
  readonly roles: Uint8Array;
  readonly slots: Int32Array;
  readonly known: KnownBy;
  readonly times: Times;
}

/** The earliest moment at which each revision, or a later one, was known to exist. */
export class KnownBy {
  readonly #revisions: Revisions;
  /** Per slot: the earliest return among the operations of later slots, and whose it is. */
  readonly #later: Float64Array;
  readonly #laterOp: Int32Array;
  /** Per slot: the same among those that saw this slot's revision without making it. */
  readonly #seen: Float64Array;
  readonly #seenOp: Int32Array;

  constructor({ rets }: Times, roles: Uint8Array, slots: Int32Array, revisions: Revisions) {
    const size = revisions.values.length;
    this.#revisions = revisions;
    this.#seen = column(Float64Array, size).fill(Infinity);
    this.#seenOp = column(Int32Array, size).fill(-1);
    /** Of the slot itself, and then of all later ones. */
    const any = column(Float64Array, size).fill(Infinity);
    const anyOp = column(Int32Array, size).fill(-1);
    for (let i = 0; i < rets.length; i++) {
      if (roles[i] === ROLE.none) continue;
      const slot = slots[i] as number;
      const ret = rets[i] as number;
      if (ret < (any[slot] as number)) {
        any[slot] = ret;
        anyOp[slot] = i;
      }
      if (roles[i] !== ROLE.write && ret < (this.#seen[slot] as number)) {
        this.#seen[slot] = ret;
        this.#seenOp[slot] = i;
      }
    }
    let later = Infinity;
    let laterOp = -1;
    for (let slot = size - 1; slot >= 0; slot--) {
      const own = any[slot] as number;
      const ownOp = anyOp[slot] as number;
      any[slot] = later;
      anyOp[slot] = laterOp;
      if (own < later) [later, laterOp] = [own, ownOp];
    }
    this.#later = any;
    this.#laterOp = anyOp;
  }

  /** By when a later revision than the slot's was known, and the operation that shows it. */
  later(slot: number): { at: number; op: number } {
    return { at: this.#later[slot] as number, op: this.#laterOp[slot] as number };
  }

  laterAt(slot: number): number {
    return this.#later[slot] as number;
  }

  seenAt(slot: number): number {
    return this.#seen[slot] as number;
  }

  /** By when the slot's own revision was known to somebody who did not make it. */
  seen(slot: number): { at: number; op: number } {
    return { at: this.#seen[slot] as number, op: this.#seenOp[slot] as number };
  }

  /** By when any revision was known that nobody claims: it was called for before that. */
  by(revision: number): { at: number; op: number } {
    const slot = this.#revisions.lastUpTo(revision);
    if (slot < 0) return { at: Infinity, op: -1 };
    const later = this.later(slot);
    if (this.#revisions.values[slot] !== revision) return later;
    const seen = this.seen(slot);
    return seen.at < later.at ? seen : later;
  }
}

/**
 * Operations that were called after another one had returned that stands behind them in the order.
 * Intervals are closed: equal times are concurrent. Cost: O(operations).
 */
export function againstRealTime(
  { ops, roles, slots, known, times }: Ordered,
  most: number,
): Contradiction[] {
  const found: Contradiction[] = [];
  for (let i = 0; i < ops.length && found.length < most; i++) {
    const role = roles[i];
    if (role !== ROLE.write && role !== ROLE.read) continue;
    const slot = slots[i] as number;
    const call = times.calls[i] as number;
    if (known.laterAt(slot) < call) {
      const op = ops[i] as OpLine;
      const later = ops[known.later(slot).op] as OpLine;
      const why =
        role === ROLE.read
          ? 'a linearizable read missed a revision that was known before it was called'
          : 'a write got an older revision than one that was known before it was called';
      found.push(
        contradiction('real-time', why, [
          ['returned first', later],
          ['called later', op],
        ]),
      );
    } else if (role === ROLE.write && known.seenAt(slot) < call) {
      const op = ops[i] as OpLine;
      const reader = ops[known.seen(slot).op] as OpLine;
      const why = 'a revision was seen before the write that made it was called';
      found.push(
        contradiction('real-time', why, [
          ['saw it', reader],
          ['made it', op],
        ]),
      );
    }
  }
  return found;
}
