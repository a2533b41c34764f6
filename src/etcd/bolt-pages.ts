/** A key of a bbolt bucket and where its value lies in the file. */
export interface BoltItem {
  readonly key: Buffer;
  readonly value: Buffer;
  /** Offset of the value's first byte. */
  readonly at: number;
  /** Whether the value is a bucket of its own. */
  readonly bucket: boolean;
}

const META = 0x04;
const BRANCH = 0x01;
const LEAF = 0x02;
const HEADER = 16;
const ELEMENT = 16;
const BUCKET_FLAG = 0x01;

/**
 * The items of a top-level bucket, in the order of their keys, as the newest meta page of a bbolt
 * file leads to them; pages that are free are never looked at. Empty without such a bucket.
 * Source: go.etcd.io/bbolt, internal/common/{page,meta,bucket}.go. Pure.
 */
export function boltItems(file: Buffer, bucket: string): BoltItem[] {
  const { pageSize, root } = newestMeta(file);
  const top = [...itemsOf(file, { pageSize, page: root })];
  const found = top.find((item) => item.bucket && item.key.toString() === bucket);
  if (found === undefined) return [];
  const page = Number(found.value.readBigUInt64LE(0));
  // A bucket that is small enough lies within its parent, behind its own header of 16 bytes.
  if (page === 0) return [...elements(file, found.at + HEADER)];
  return [...itemsOf(file, { pageSize, page })];
}

function newestMeta(file: Buffer): { pageSize: number; root: number } {
  const pageSize = file.readUInt32LE(HEADER + 8);
  const metas = [0, pageSize].filter((at) => (file.readUInt16LE(at + 8) & META) !== 0);
  const txn = (at: number): bigint => file.readBigUInt64LE(at + HEADER + 48);
  const newest = metas.reduce((a, b) => (txn(b) > txn(a) ? b : a), metas[0] ?? 0);
  return { pageSize, root: Number(file.readBigUInt64LE(newest + HEADER + 16)) };
}

function* itemsOf(
  file: Buffer,
  { pageSize, page }: { pageSize: number; page: number },
): Generator<BoltItem> {
  const at = page * pageSize;
  const flags = file.readUInt16LE(at + 8);
  if ((flags & LEAF) !== 0) yield* elements(file, at);
  if ((flags & BRANCH) === 0) return;
  for (let i = 0; i < file.readUInt16LE(at + 10); i++) {
    const child = Number(file.readBigUInt64LE(at + HEADER + i * ELEMENT + 8));
    yield* itemsOf(file, { pageSize, page: child });
  }
}

/** The items of one leaf page, or of an inline bucket, which looks like one. */
function* elements(file: Buffer, page: number): Generator<BoltItem> {
  for (let i = 0; i < file.readUInt16LE(page + 10); i++) {
    const element = page + HEADER + i * ELEMENT;
    const [flags, position, keySize, valueSize] = [0, 4, 8, 12].map((o) =>
      file.readUInt32LE(element + o),
    ) as [number, number, number, number];
    const key = element + position;
    const at = key + keySize;
    yield {
      key: file.subarray(key, at),
      value: file.subarray(at, at + valueSize),
      at,
      bucket: (flags & BUCKET_FLAG) !== 0,
    };
  }
}
