import { sameBytes } from '../../history/byte-string.ts';
import type { KeyValue, PlainRequest, PlainResponse } from '../../history/types.ts';
import type { ChangeLog } from './change-log.ts';
import type { KeyTable } from './key-table.ts';

/** The first thing in an answer that is not as the key space has it. */
export interface Mismatch {
  /** -1: not one key, but how many there are. */
  readonly key: number;
  /** What the answer shows for the key; undefined = nothing. */
  readonly seen: KeyValue | undefined;
  readonly why: string;
}

type Read = Extract<PlainRequest, { op: 'get' | 'range' }>;

/**
 * Holds the answer to a read against the key space as it is. Calls `verified` for every key that
 * the answer proves to be right. Cost: O(keys of the range).
 */
export function readMismatch(
  log: ChangeLog,
  keys: KeyTable,
  req: Read,
  res: PlainResponse,
  named: number,
  verified: (key: number) => void,
): Mismatch | undefined {
  const end = req.op === 'range' ? req.end : undefined;
  if (end === undefined || end === '') {
    const other = res.kvs?.find((kv) => !sameBytes(kv.key, req.key));
    if (other !== undefined) return { key: -1, seen: other, why: 'shows a key not asked for' };
    return single(log, named, res, verified);
  }
  const { low, high } = keys.range(req.key, end);
  const { kvs = [] } = res;
  const limit = (req.op === 'range' ? req.limit : 0) ?? 0;
  const cut = limit > 0 && kvs.length >= limit;
  let at = 0;
  let live = 0;
  for (let key = low; key < high; key++) {
    const here = log.isLive(key);
    if (here) live += 1;
    if (cut && at >= kvs.length) continue;
    const seen = kvs[at];
    const isNext = seen !== undefined && keys.id(seen.key) === key;
    if (isNext) at += 1;
    else if (!here) {
      verified(key);
      continue;
    }
    if (!log.matches(key, isNext ? seen : undefined)) {
      return { key, seen: isNext ? seen : undefined, why: 'differs' };
    }
    verified(key);
  }
  if (at < kvs.length) return { key: -1, seen: kvs[at], why: 'shows a key that is not there' };
  if (res.count !== undefined && res.count !== live) {
    return { key: -1, seen: undefined, why: `counts ${res.count} keys instead of ${live}` };
  }
  return undefined;
}

function single(
  log: ChangeLog,
  key: number,
  res: PlainResponse,
  verified: (key: number) => void,
): Mismatch | undefined {
  const seen = res.kvs?.[0];
  if (key < 0) return seen === undefined ? undefined : { key, seen, why: 'nobody wrote it' };
  if (res.count !== undefined && res.count !== (log.isLive(key) ? 1 : 0)) {
    return { key, seen, why: 'differs' };
  }
  // Where only the count came back there is nothing more to compare.
  if (res.kvs === undefined) return undefined;
  if (log.matches(key, seen)) {
    verified(key);
    return undefined;
  }
  return { key, seen, why: 'differs' };
}
