import { byteString } from '../../history/byte-string.ts';
import type { Compare } from '../../history/types.ts';

/** What a compare looks at. A key that does not exist has 0 in every stamp and no value at all. */
export interface Comparable {
  readonly live: boolean;
  readonly create: number;
  readonly revision: number;
  readonly version: number;
  readonly lease: string;
  readonly value: Compare['value'] | undefined;
}

/**
 * etcd's rule for one compare. A compare of the value of a missing key fails, whatever its sign.
 * Source: server/etcdserver/apply, `applyCompare`.
 */
export function compareHolds(compare: Compare, key: Comparable | undefined): boolean {
  const { target, result } = compare;
  if (target === 'value') {
    if (key?.live !== true) return false;
    return signed(result, order(byteString(key.value ?? ''), byteString(compare.value)));
  }
  const asked = byteString(compare.value);
  if (target === 'lease') {
    const lease = key?.live === true ? key.lease : '0';
    return signed(result, lease === asked ? 0 : BigInt(lease) < BigInt(asked) ? -1 : 1);
  }
  const field = target === 'mod' ? 'revision' : target;
  return signed(result, (key?.live === true ? key[field] : 0) - Number(asked));
}

const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function signed(result: Compare['result'], sign: number): boolean {
  if (result === '=') return sign === 0;
  if (result === '!=') return sign !== 0;
  return result === '<' ? sign < 0 : sign > 0;
}
