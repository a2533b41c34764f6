/** The keys that all load clients share. Fixed width, so that key order is number order. */
export interface KeySpace {
  readonly prefix: string;
  readonly keys: readonly string[];
  /** The end of a range over all keys of the prefix, exclusive as etcd wants it. */
  readonly end: string;
}

/** `keys` keys under `prefix`: `load/k000` … `load/k099`. The prefix ends with `/`. */
export function keySpace({ prefix, keys }: { prefix: string; keys: number }): KeySpace {
  const width = String(keys - 1).length;
  const name = (n: number): string => `${prefix}k${String(n).padStart(width, '0')}`;
  return { prefix, keys: Array.from({ length: keys }, (_, n) => name(n)), end: prefixEnd(prefix) };
}

/** The first key behind every key that begins with `prefix` (plain ASCII prefixes only). */
export function prefixEnd(prefix: string): string {
  const last = prefix.length - 1;
  return prefix.slice(0, last) + String.fromCharCode(prefix.charCodeAt(last) + 1);
}
