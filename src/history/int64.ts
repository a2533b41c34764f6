import { HarnessBug } from '../core/doomsday-error.ts';
import type { Int64 } from './types.ts';

/**
 * A revision as a number. etcd counts in int64; beyond 2^53 numbers would lie, so it is refused.
 * @throws {HarnessBug} the record holds something that is no revision, or one beyond 2^53.
 */
export function revision(text: Int64): number {
  const number = int64Number(text);
  if (Number.isSafeInteger(number) && number >= 0) return number;
  throw new HarnessBug(`not a revision that can be counted exactly: ${JSON.stringify(text)}`);
}

/** Every number of so many digits is exact. */
const EXACT_DIGITS = 15;
const ZERO = 48;

/** The same without a complaint: NaN for what is no number. Several times as fast as `Number`. */
export function int64Number(text: Int64): number {
  if (typeof text !== 'string' || text.length > EXACT_DIGITS || text.length === 0) {
    return Number(text);
  }
  let number = 0;
  for (let i = 0; i < text.length; i++) {
    const digit = text.charCodeAt(i) - ZERO;
    if (digit < 0 || digit > 9) return Number(text);
    number = number * 10 + digit;
  }
  return number;
}
