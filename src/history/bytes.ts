import { isUtf8 } from 'node:buffer';
import { createHash } from 'node:crypto';
import { HarnessBug } from '../core/doomsday-error.ts';
import type { Bytes } from './types.ts';

/** A key or value as the record writes it: text when it is valid UTF-8, else base64. */
export function toBytes(raw: Buffer): Bytes {
  return isUtf8(raw) ? raw.toString('utf8') : { b64: raw.toString('base64') };
}

/**
 * The raw bytes of a recorded key or value; the inverse of `toBytes`.
 * @throws {HarnessBug} when only the hash was recorded: nobody can ask etcd for a hash.
 */
export function fromBytes(bytes: Bytes): Buffer {
  if (typeof bytes === 'string') return Buffer.from(bytes, 'utf8');
  if ('b64' in bytes) return Buffer.from(bytes.b64, 'base64');
  throw new HarnessBug('a hashed key or value cannot be sent to etcd');
}

/** A user's own key or value: equal data stays equal, and the data itself stays out of the record. */
export function hashBytes(raw: Buffer): Bytes {
  return { sha256: createHash('sha256').update(raw).digest('hex'), size: raw.length };
}
