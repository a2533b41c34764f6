import { byteString } from './byte-string.ts';
import type { Bytes, Int64, OpLine, PlainRequest, Request, TxnRequest } from './types.ts';

/** One thing that a request does to the key space. */
export type Effect =
  | { readonly type: 'put'; readonly key: string; readonly value: Bytes; readonly lease: Int64 }
  | { readonly type: 'delete'; readonly key: string; readonly end: string | undefined }
  | { readonly type: 'revoke'; readonly lease: Int64 };

/** Everything that the request may do, whichever way its compares go. Reads do nothing. */
export function possibleEffects(req: Request): Effect[] {
  if (req.op === 'txn') return [...req.then, ...req.else].flatMap(plainEffects);
  if (req.op === 'lease-revoke') return [{ type: 'revoke', lease: req.lease }];
  return req.op === 'put' || req.op === 'delete' ? plainEffects(req) : [];
}

/** What an acknowledged operation did at its own revision. Empty when it changed nothing. */
export function acknowledgedEffects(op: OpLine): Effect[] {
  if (!changedSomething(op)) return [];
  if (op.req.op !== 'txn') return plainEffects(op.req as PlainRequest);
  const { responses = [] } = op.res ?? {};
  return takenBranch(op.req, op).flatMap((req, i) =>
    req.op === 'delete' && responses[i]?.deleted === 0 ? [] : plainEffects(req),
  );
}

/**
 * Whether an `ok` operation has a revision of its own. Failed compares without writes, deletes of
 * nothing and reads answer the current revision and share it. Revokes have one, but do not say it.
 */
export function changedSomething(op: OpLine): boolean {
  const { req, res } = op;
  if (op.outcome !== 'ok' || res === null) return false;
  if (req.op === 'put') return true;
  if (req.op === 'delete') return (res.deleted ?? 0) > 0;
  if (req.op !== 'txn') return false;
  return takenBranch(req, op).some(
    (sub, i) => sub.op === 'put' || (sub.op === 'delete' && (res.responses?.[i]?.deleted ?? 0) > 0),
  );
}

export const takenBranch = (req: TxnRequest, op: OpLine): readonly PlainRequest[] =>
  op.res?.succeeded === true ? req.then : req.else;

/** Whether the request can change the key space at all. */
export function mayWrite(req: Request): boolean {
  if (req.op === 'txn') return [...req.then, ...req.else].some(mayWrite);
  return req.op === 'put' || req.op === 'delete' || req.op === 'lease-revoke';
}

/** Whether what a write changes depends on what there is: compares, and deletes of ranges. */
export function dependsOnState(req: Request): boolean {
  if (req.op === 'txn') return req.compares.length > 0;
  return req.op === 'delete' && req.end !== undefined;
}

/** Whether the answer may come from one member's own, possibly old, state. */
export function isSerializable(req: Request): boolean {
  if (req.op === 'get' || req.op === 'range') return req.serializable === true;
  if (req.op !== 'txn') return false;
  const all = [...req.then, ...req.else];
  return all.length > 0 && all.every((sub) => isSerializable(sub));
}

/** What a put or delete does; nothing for reads. */
export function plainEffects(req: PlainRequest): Effect[] {
  if (req.op === 'put') {
    const { value, lease = '0' } = req;
    return [{ type: 'put', key: byteString(req.key), value, lease }];
  }
  if (req.op !== 'delete') return [];
  const end = req.end === undefined ? undefined : byteString(req.end);
  return [{ type: 'delete', key: byteString(req.key), end }];
}
