const VARINT = 0;
const BYTES = 2;

/** The fields of one encoded protobuf message. */
export interface ProtoFields {
  /** The last number under this field; 0n when there is none, which is protobuf's default. */
  number(field: number): bigint;
  /** Everything under a field of bytes, text or messages, in order. */
  all(field: number): readonly Buffer[];
}

/**
 * Takes a message apart that holds numbers and bytes only, as etcd stores them.
 * @throws {RangeError} the bytes are no such message. Pure.
 */
export function protoFields(message: Buffer): ProtoFields {
  const numbers = new Map<number, bigint>();
  const parts = new Map<number, Buffer[]>();
  for (let at = 0; at < message.length;) {
    const tag = varint(message, at);
    const value = varint(message, tag.next);
    const field = Number(tag.value >> 3n);
    const kind = Number(tag.value & 7n);
    at = value.next;
    if (kind === VARINT) numbers.set(field, value.value);
    else if (kind === BYTES) {
      const end = at + Number(value.value);
      if (end > message.length) throw new RangeError(`field ${field} ends behind its message`);
      parts.set(field, [...(parts.get(field) ?? []), message.subarray(at, end)]);
      at = end;
    } else throw new RangeError(`field ${field} is of the unknown kind ${kind}`);
  }
  return { number: (field) => numbers.get(field) ?? 0n, all: (field) => parts.get(field) ?? [] };
}

function varint(from: Buffer, start: number): { value: bigint; next: number } {
  let value = 0n;
  for (let at = start, shift = 0n; ; at++, shift += 7n) {
    const byte = from[at];
    if (byte === undefined) throw new RangeError('a number ends behind its message');
    value |= BigInt(byte & 0x7f) << shift;
    if (byte < 0x80) return { value, next: at + 1 };
  }
}
