import { byteString } from '../history/byte-string.ts';
import { changedSomething, isSerializable, takenBranch } from '../history/effects.ts';
import type { Bytes, OpLine, PlainRequest, Request } from '../history/types.ts';

/** What one acknowledged call changed, as far as a client can know. */
export interface Changed {
  readonly puts: number;
  /** Keys that were there and are gone. */
  readonly deletes: number;
  /** Size of the keys and values put. */
  readonly bytes: number;
}

/** True when the request asks to put or delete; a txn of reads alone does not. */
export function isWriteRequest(req: Request): boolean {
  if (req.op === 'put' || req.op === 'delete') return true;
  return req.op === 'txn' && [...req.then, ...req.else].some(isWriteRequest);
}

/** True for a read that needed the quorum to answer, and got its answer. */
export function isLinearizableRead({ outcome, req }: OpLine): boolean {
  if (outcome !== 'ok' || (req.op !== 'get' && req.op !== 'range')) return false;
  return !isSerializable(req);
}

/** What a call changed; nothing for a call that was not acknowledged. */
export function changedBy(op: OpLine): Changed {
  if (!changedSomething(op)) return NOTHING;
  if (op.req.op !== 'txn') return plainChange(op.req, op.res?.deleted);
  const responses = op.res?.responses ?? [];
  const parts = takenBranch(op.req, op).map((req, i) => plainChange(req, responses[i]?.deleted));
  return parts.reduce(sum, NOTHING);
}

const NOTHING: Changed = { puts: 0, deletes: 0, bytes: 0 };

function plainChange(req: Request | PlainRequest, deleted: number | undefined): Changed {
  if (req.op === 'delete') return { ...NOTHING, deletes: deleted ?? 0 };
  if (req.op !== 'put') return NOTHING;
  return { puts: 1, deletes: 0, bytes: sizeOf(req.key) + sizeOf(req.value) };
}

const sum = (a: Changed, b: Changed): Changed => ({
  puts: a.puts + b.puts,
  deletes: a.deletes + b.deletes,
  bytes: a.bytes + b.bytes,
});

/** How many bytes were written, also when only their hash was kept. */
const sizeOf = (bytes: Bytes): number =>
  typeof bytes === 'object' && 'size' in bytes ? bytes.size : byteString(bytes).length;
