import { isHashed } from './byte-string.ts';
import type { Bytes } from './types.ts';

/** For people: quoted, and cut when long. */
export function showBytes(bytes: Bytes, most = 48): string {
  const text = plain(bytes);
  return text.length <= most ? text : `${text.slice(0, most - 1)}…`;
}

/** For people: a byte string back as text where it is text. */
export function showKey(key: string): string {
  if (isHashed(key)) return `sha256 ${key.slice(1, 13)}`;
  const text = Buffer.from(key, 'latin1').toString('utf8');
  return JSON.stringify(text.includes('\ufffd') ? key : text);
}

function plain(bytes: Bytes): string {
  if (typeof bytes === 'string') return JSON.stringify(bytes);
  if ('b64' in bytes) return `base64 ${bytes.b64}`;
  return `sha256 ${bytes.sha256.slice(0, 12)} (${bytes.size} bytes)`;
}
