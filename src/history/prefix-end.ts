/**
 * The range end that covers exactly the keys with this prefix: the prefix with its last byte that
 * is not 0xff raised by one. `"load/"` -> `"load0"`; the empty prefix -> `"\0"`, every key.
 * Only for prefixes of ASCII text, so that the result is text again.
 */
export function prefixEnd(prefix: string): string {
  if (prefix === '') return '\0';
  const last = prefix.charCodeAt(prefix.length - 1);
  return prefix.slice(0, -1) + String.fromCharCode(last + 1);
}
