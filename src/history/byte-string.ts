import type { Bytes } from './types.ts';

const BEYOND_ASCII = /[\u0080-\uffff]/;
/** Begins the byte string of a hashed key; no byte has this code, so it never meets a real key. */
const HASHED = '\u0100';

/**
 * One form for equal bytes: a string with one character per byte, so that `<` orders keys as etcd
 * does. Hashed bytes keep their identity but not their order: see `isHashed`.
 */
export function byteString(bytes: Bytes): string {
  if (typeof bytes === 'string') {
    return BEYOND_ASCII.test(bytes) ? Buffer.from(bytes, 'utf8').toString('latin1') : bytes;
  }
  if ('b64' in bytes) return Buffer.from(bytes.b64, 'base64').toString('latin1');
  return `${HASHED}${bytes.sha256}`;
}

/** The order of hashed keys is not the order of the keys: ranges over them cannot be judged. */
export const isHashed = (key: string): boolean => key.startsWith(HASHED);

export function sameBytes(a: Bytes | undefined, b: Bytes | undefined): boolean {
  if (a === b) return true;
  if (a === undefined || b === undefined) return false;
  if (typeof a === 'string' && typeof b === 'string') return false;
  return byteString(a) === byteString(b);
}

/** etcd's range rule: no end = the key alone, end "\0" = from the key on, else the end is exclusive. */
export function inRange(key: string, start: string, end: string | undefined): boolean {
  if (end === undefined || end === '') return key === start;
  return key >= start && (end === '\0' || key < end);
}
