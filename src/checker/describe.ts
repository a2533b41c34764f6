import { formatDuration } from '../core/duration.ts';
import { showBytes } from '../history/show-bytes.ts';
import type { KeyValue, OpLine, PlainResponse, Request, WatchEvent } from '../history/types.ts';

/** `+6.10 s`: the time since the drill began. */
export const at = (ns: number): string => `+${formatDuration(ns)}`;

function describeRequest(req: Request): string {
  switch (req.op) {
    case 'put': {
      const lease = req.lease !== undefined && req.lease !== '0' ? ` lease ${req.lease}` : '';
      return `put ${showBytes(req.key)} = ${showBytes(req.value)}${lease}`;
    }
    case 'txn': {
      const when = req.compares.map(
        (c) => `${c.target}(${showBytes(c.key)}) ${c.result} ${showBytes(c.value)}`,
      );
      const list = (all: readonly Request[]): string => all.map(describeRequest).join(', ');
      return `txn if [${when.join(', ')}] then [${list(req.then)}] else [${list(req.else)}]`;
    }
    case 'compact':
      return `compact at ${req.rev}`;
    case 'lease-grant':
      return `grant lease ${req.lease} for ${req.ttl} s`;
    case 'lease-revoke':
      return `revoke lease ${req.lease}`;
    case 'lease-keepalive':
      return `keep lease ${req.lease} alive`;
    default:
      return describeKeys(req);
  }
}

function describeKeys(req: Extract<Request, { op: 'get' | 'range' | 'delete' }>): string {
  const end = 'end' in req && req.end !== undefined ? `…${showBytes(req.end)}` : '';
  const old = 'rev' in req && req.rev !== undefined && req.rev !== '0' ? ` at ${req.rev}` : '';
  const own = 'serializable' in req && req.serializable === true ? ' (serializable)' : '';
  return `${req.op} ${showBytes(req.key)}${end}${old}${own}`;
}

/** One operation in a line: who, what, when, and what came back. */
export function describeOp(op: OpLine): string {
  const asked = `${describeRequest(op.req)} by client ${op.client} at ${op.member}`;
  const answered = op.ret === null ? 'never answered' : `${at(op.call)} to ${at(op.ret)}`;
  return `${asked}, ${answered}: ${describeAnswer(op)}`;
}

function describeAnswer(op: OpLine): string {
  if (op.outcome !== 'ok' || op.res === null) {
    return `${op.outcome === 'fail' ? 'refused' : 'fate unknown'} ${op.err?.code ?? ''}`.trim();
  }
  const { res } = op;
  const branch =
    res.succeeded === undefined ? '' : res.succeeded ? ', compares held' : ', compares failed';
  const parts = (res.responses ?? [res]).map(describePlain).filter((text) => text !== '');
  return `revision ${res.rev}${branch}${parts.map((text) => `, ${text}`).join('')}`;
}

function describePlain(res: PlainResponse): string {
  if (res.deleted !== undefined) return `${res.deleted} deleted`;
  if (res.kvs === undefined) return '';
  if (res.kvs.length === 0) return `no keys (count ${res.count ?? 0})`;
  const first = describeKv(res.kvs[0] as KeyValue);
  return res.kvs.length === 1 ? first : `${first} and ${res.kvs.length - 1} more`;
}

export function describeKv(kv: KeyValue): string {
  const lease = kv.lease === '0' ? '' : ` lease ${kv.lease}`;
  const stamps = `create ${kv.create} mod ${kv.mod} version ${kv.version}${lease}`;
  return `${showBytes(kv.key)} = ${showBytes(kv.value)} ${stamps}`;
}

export function describeEvent(event: WatchEvent): string {
  const value = event.value === undefined ? '' : ` = ${showBytes(event.value)}`;
  return `${event.type} ${showBytes(event.key)}${value} at ${event.mod}`;
}
