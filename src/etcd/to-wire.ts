import { HarnessBug } from '../core/doomsday-error.ts';
import { fromBytes } from '../history/bytes.ts';
import type {
  Bytes,
  Compare,
  DeleteRequest,
  GetRequest,
  PlainRequest,
  PutRequest,
  RangeRequest,
  TxnRequest,
} from '../history/types.ts';
import type {
  WireCompare,
  WireDeleteRequest,
  WirePutRequest,
  WireRangeRequest,
  WireRequestOp,
  WireTxnRequest,
} from './wire.ts';

/** Requests of the record as etcd's messages. Fields that are absent stay at etcd's default. */
export function toPut({ key, value, lease }: PutRequest): WirePutRequest {
  const wire = { key: fromBytes(key), value: fromBytes(value) };
  return lease === undefined ? wire : { ...wire, lease };
}

export function toDelete({ key, end }: DeleteRequest): WireDeleteRequest {
  return { key: fromBytes(key), ...rangeEnd(end) };
}

export function toRange(req: GetRequest | RangeRequest): WireRangeRequest {
  const wire: WireRangeRequest = { key: fromBytes(req.key) };
  if (req.rev !== undefined) wire.revision = req.rev;
  if (req.serializable === true) wire.serializable = true;
  if (req.op === 'get') return wire;
  if (req.limit !== undefined) wire.limit = req.limit;
  return Object.assign(wire, rangeEnd(req.end));
}

export function toTxn(req: TxnRequest): WireTxnRequest {
  return {
    compare: req.compares.map(toCompare),
    success: req.then.map(toRequestOp),
    failure: req.else.map(toRequestOp),
  };
}

function toRequestOp(req: PlainRequest): WireRequestOp {
  if (req.op === 'put') return { request_put: toPut(req) };
  if (req.op === 'delete') return { request_delete_range: toDelete(req) };
  return { request_range: toRange(req) };
}

const RESULT = { '=': 0, '>': 1, '<': 2, '!=': 3 } as const;
const TARGET = { version: 0, create: 1, mod: 2, value: 3, lease: 4 } as const;
const FIELD = {
  version: 'version',
  create: 'create_revision',
  mod: 'mod_revision',
  lease: 'lease',
} as const;

function toCompare({ key, target, result, value }: Compare): WireCompare {
  const wire = { result: RESULT[result], target: TARGET[target], key: fromBytes(key) };
  if (target === 'value') return { ...wire, value: fromBytes(value) };
  if (typeof value !== 'string') throw new HarnessBug(`a compare of ${target} takes a number`);
  return { ...wire, [FIELD[target]]: value };
}

const rangeEnd = (end: Bytes | undefined): { range_end?: Buffer } =>
  end === undefined ? {} : { range_end: fromBytes(end) };
