import { open, type FileHandle } from 'node:fs/promises';

/** Whole lines of a file, each with its line end. The bytes are good until the next is asked for. */
export interface Chunk {
  readonly bytes: Buffer;
  /** False for a last line that has no line end: it may be torn. */
  readonly whole: boolean;
}

const CHUNK = 1024 * 1024;
const NEWLINE = 10;

/**
 * A file, about a megabyte's worth of lines at a time, because one `await` for each line would cost
 * more than the line. Rejects as `fs` does when the file cannot be read.
 */
export async function* readChunks(file: string): AsyncGenerator<Chunk> {
  const handle = await open(file);
  try {
    yield* cut(handle);
  } finally {
    await handle.close();
  }
}

/**
 * All reads go into two buffers, one of which is read into while the lines of the other are: fresh
 * ones for each chunk are memory outside the heap, and for every 64 MB of that V8 marks the whole
 * heap, which by then holds most of the record. For the same reason they are no larger than a small
 * file; of what has no size, such as a pipe, nobody knows.
 */
async function* cut(handle: FileHandle): AsyncGenerator<Chunk> {
  const { size } = await handle.stat();
  let buffer = Buffer.alloc(size === 0 ? 2 * CHUNK : Math.min(2 * CHUNK, size + 1));
  let other = Buffer.alloc(buffer.length);
  /** Bytes at the front of the buffer that no line end has followed yet. */
  let rest = 0;
  let reading = handle.read(buffer, rest, buffer.length - rest, null);
  try {
    for (;;) {
      const { bytesRead } = await reading;
      if (bytesRead === 0) break;
      const end = rest + bytesRead;
      const behind = buffer.subarray(rest, end).lastIndexOf(NEWLINE) + 1;
      const from = behind === 0 ? 0 : rest + behind;
      const left = end - from;
      if (other.length - left < Math.min(CHUNK, other.length / 2)) {
        other = Buffer.alloc(Math.max(other.length, left) * 2);
      }
      buffer.copy(other, 0, from, end);
      reading = handle.read(other, left, other.length - left, null);
      if (from > 0) yield { bytes: buffer.subarray(0, from), whole: true };
      [buffer, other] = [other, buffer];
      rest = left;
    }
  } finally {
    await reading;
  }
  if (rest > 0) yield { bytes: buffer.subarray(0, rest), whole: false };
}
