import { changedSomething, isSerializable } from '../../history/effects.ts';
import type { OpLine } from '../../history/types.ts';

/** How an answered operation stands in the order. */
export const ROLE = { none: 0, write: 1, read: 2, serializable: 3, interval: 4 } as const;
export type Role = (typeof ROLE)[keyof typeof ROLE];

/**
 * Writes have a revision of their own. Reads stand right behind the revision they answer; so do
 * failed compares and deletes of nothing. A serializable read may be old, and the header of a lease
 * or compact answer is set only at the reply: both only prove that their revision existed by then.
 */
export function roleOf(op: OpLine): Role {
  if (op.outcome !== 'ok' || op.res === null) return ROLE.none;
  const kind = op.req.op;
  if (kind === 'put') return ROLE.write;
  if (kind === 'get' || kind === 'range') {
    return op.req.serializable === true ? ROLE.serializable : ROLE.read;
  }
  if (kind !== 'delete' && kind !== 'txn') return ROLE.interval;
  if (changedSomething(op)) return ROLE.write;
  return isSerializable(op.req) ? ROLE.serializable : ROLE.read;
}
