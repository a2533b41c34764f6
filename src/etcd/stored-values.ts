import { boltItems } from './bolt-pages.ts';

/** The newest value of a key in a member's db file, and where its bytes lie. */
export interface StoredValue {
  readonly key: string;
  /** The revision that wrote it. */
  readonly revision: bigint;
  readonly at: number;
  readonly length: number;
}

/** Keys of the bucket `key` are revisions of 17 bytes; a tombstone has one more, a `t`. */
const REVISION_BYTES = 17;

/**
 * What a member's db (`member/snap/db`) holds as the newest value of each key that is not deleted
 * and whose value is not empty, the newest last. Source: server/storage/mvcc/revision.go,
 * api/mvccpb/kv.proto. Pure.
 */
export function storedValues(db: Buffer): StoredValue[] {
  const newest = new Map<string, StoredValue | undefined>();
  for (const { key: revision, value, at } of boltItems(db, 'key')) {
    const { key, from, length } = valueField(value);
    const gone = revision.length > REVISION_BYTES || length === 0;
    newest.delete(key);
    const stored = { key, revision: revision.readBigUInt64BE(0), at: at + from, length };
    newest.set(key, gone ? undefined : stored);
  }
  return [...newest.values()].filter((stored) => stored !== undefined);
}

const KEY_FIELD = 1;
const VALUE_FIELD = 5;
const BYTES_TYPE = 2;

/** Where in an encoded mvccpb.KeyValue its value lies. */
function valueField(message: Buffer): { key: string; from: number; length: number } {
  const found = { key: '', from: 0, length: 0 };
  for (let at = 0; at < message.length;) {
    const tag = varint(message, at);
    const number = varint(message, tag.next);
    at = number.next;
    if ((tag.value & 7) !== BYTES_TYPE) continue;
    const field = tag.value >> 3;
    if (field === KEY_FIELD) found.key = message.toString('latin1', at, at + number.value);
    if (field === VALUE_FIELD) Object.assign(found, { from: at, length: number.value });
    at += number.value;
  }
  return found;
}

function varint(from: Buffer, start: number): { value: number; next: number } {
  let value = 0;
  let factor = 1;
  for (let at = start; ; at++) {
    const byte = from[at] ?? 0;
    value += (byte & 0x7f) * factor;
    if (byte < 0x80) return { value, next: at + 1 };
    factor *= 128;
  }
}
