import { toBytes } from '../history/bytes.ts';
import type { Header, KeyValue, PlainResponse, Response } from '../history/types.ts';
import type {
  WireAnswer,
  WireDeleteAnswer,
  WireHeader,
  WireKeyValue,
  WireLeaseAnswer,
  WireRangeAnswer,
  WireResponseOp,
  WireTxnAnswer,
} from './wire.ts';

const EMPTY = Buffer.alloc(0);

/** etcd's id as people and etcdctl write it: lower-case hex. */
export const hexId = (id: string | undefined): string => BigInt(id ?? '0').toString(16);

export const revisionOf = (answer: WireAnswer): string => answer.header?.revision ?? '0';

/**
 * A reader of headers that makes one object for as long as cluster, member and term stay the same,
 * because the ids are costly to write as hex in every line.
 */
export function headerReader(): (header: WireHeader | undefined) => Header | undefined {
  let seen: WireHeader = {};
  let header: Header | undefined;
  return (wire) => {
    if (wire === undefined) return undefined;
    const same =
      wire.raft_term === seen.raft_term &&
      wire.member_id === seen.member_id &&
      wire.cluster_id === seen.cluster_id;
    if (header === undefined || !same) {
      const { cluster_id, member_id, raft_term = '0' } = wire;
      header = { cluster: hexId(cluster_id), member: hexId(member_id), term: raft_term };
      seen = wire;
    }
    return header;
  };
}

export function readKeyValue(kv: WireKeyValue): KeyValue {
  return {
    key: toBytes(kv.key ?? EMPTY),
    value: toBytes(kv.value ?? EMPTY),
    create: kv.create_revision ?? '0',
    mod: kv.mod_revision ?? '0',
    version: kv.version ?? '0',
    lease: kv.lease ?? '0',
  };
}

export const readPlain = (answer: WireAnswer): Response => ({ rev: revisionOf(answer) });

export const readRange = (answer: WireRangeAnswer): Response => ({
  rev: revisionOf(answer),
  ...rangeFields(answer),
});

export const readDelete = (answer: WireDeleteAnswer): Response => ({
  rev: revisionOf(answer),
  deleted: Number(answer.deleted ?? 0),
});

export const readTxn = (answer: WireTxnAnswer): Response => ({
  rev: revisionOf(answer),
  succeeded: answer.succeeded ?? false,
  responses: (answer.responses ?? []).map(readTxnPart),
});

export const readLease = (answer: WireLeaseAnswer): Response => ({
  rev: revisionOf(answer),
  lease: answer.ID ?? '0',
  ttl: answer.TTL ?? '0',
});

function rangeFields(answer: WireRangeAnswer): PlainResponse {
  const count = Number(answer.count ?? 0);
  const kvs = (answer.kvs ?? []).map(readKeyValue);
  return answer.more === true ? { count, more: true, kvs } : { count, kvs };
}

function readTxnPart(part: WireResponseOp): PlainResponse {
  if (part.response_range !== undefined) return rangeFields(part.response_range);
  if (part.response_delete_range !== undefined) {
    return { deleted: Number(part.response_delete_range.deleted ?? 0) };
  }
  return {};
}
