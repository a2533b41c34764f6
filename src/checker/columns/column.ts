export type Column = Int32Array | Float64Array | Uint8Array;
type Made<T> = { readonly BYTES_PER_ELEMENT: number; new (buffer: SharedArrayBuffer): T };

/**
 * A column of zeros. Shared memory, because V8 counts ordinary array buffers towards the next
 * collection: every 64 MB of columns would make it mark the whole heap, which holds the record.
 */
export function column<T extends Column>(kind: Made<T>, size: number): T {
  return new kind(new SharedArrayBuffer(size * kind.BYTES_PER_ELEMENT));
}

/** A copy with four times the room: what is never written to costs no memory. */
export function widen<T extends Column>(old: T): T {
  const wide = column(old.constructor as unknown as Made<T>, old.length * 4);
  wide.set(old);
  return wide;
}
