import { inRange } from '../history/byte-string.ts';
import { byteString, sameBytes } from '../history/byte-string.ts';
import { possibleEffects } from '../history/effects.ts';
import type { Bytes, OpLine } from '../history/types.ts';

/** What the writes without an answer, and leases, may have done behind everybody's back. */
export interface Doubts {
  /** A write that may have put exactly this. */
  mayHavePut(key: string, value: Bytes): OpLine | undefined;
  /** A write that may have deleted the key. */
  mayHaveDeleted(key: string): OpLine | undefined;
}

/** Cost: O(doubtful writes) to build, then O(writes that touch the key, and range deletes). */
export function doubtsOf(doubtful: readonly OpLine[]): Doubts {
  const puts = new Map<string, { value: Bytes; op: OpLine }[]>();
  const deletes = new Map<string, OpLine>();
  const ranges: { key: string; end: string; op: OpLine }[] = [];
  for (const op of doubtful) {
    for (const effect of possibleEffects(op.req)) {
      if (effect.type === 'put') {
        const all = puts.get(effect.key);
        // The end of the lease takes the key along.
        if (effect.lease !== '0') deletes.set(effect.key, op);
        if (all === undefined) puts.set(effect.key, [{ value: effect.value, op }]);
        else all.push({ value: effect.value, op });
      } else if (effect.type === 'delete' && effect.end === undefined) {
        deletes.set(effect.key, op);
      } else if (effect.type === 'delete') {
        ranges.push({ key: effect.key, end: effect.end as string, op });
      }
    }
  }
  return {
    mayHavePut: (key, value) => puts.get(key)?.find((put) => sameBytes(put.value, value))?.op,
    mayHaveDeleted: (key) =>
      deletes.get(key) ?? ranges.find((range) => inRange(key, range.key, range.end))?.op,
  };
}

/** The writes that etcd refused, by what they would have put: none of it may ever be seen. */
export function refusedPuts(
  ops: readonly OpLine[],
): (key: string, value: Bytes) => OpLine | undefined {
  const refused = new Map<string, OpLine>();
  for (const op of ops) {
    if (op.outcome !== 'fail') continue;
    for (const effect of possibleEffects(op.req)) {
      if (effect.type === 'put') refused.set(`${effect.key} ${byteString(effect.value)}`, op);
    }
  }
  return (key, value) => refused.get(`${key} ${byteString(value)}`);
}
