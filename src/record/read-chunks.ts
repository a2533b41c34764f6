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
 * All reads go into one buffer: a fresh one for each chunk is memory outside the heap, and for
 * every 64 MB of that V8 marks the whole heap, which by then holds most of the record. For the same
 * reason it is no larger than a small file; of what has no size, such as a pipe, nobody knows.
 */
async function* cut(handle: FileHandle): AsyncGenerator<Chunk> {
  const { size } = await handle.stat();
  let buffer = Buffer.alloc(size === 0 ? 2 * CHUNK : Math.min(2 * CHUNK, size + 1));
  /** Bytes at the front of the buffer that no line end has followed yet. */
  let rest = 0;
  for (;;) {
    const room = buffer.length - rest;
    if (room < Math.min(CHUNK, buffer.length / 2)) {
      buffer = Buffer.concat([buffer], buffer.length * 2);
    }
    const { bytesRead } = await handle.read(buffer, rest, buffer.length - rest, null);
    if (bytesRead === 0) break;
    const end = rest + bytesRead;
    const last = buffer.subarray(rest, end).lastIndexOf(NEWLINE);
    if (last < 0) {
      rest = end;
      continue;
    }
    const behind = rest + last + 1;
    yield { bytes: buffer.subarray(0, behind), whole: true };
    buffer.copy(buffer, 0, behind, end);
    rest = end - behind;
  }
  if (rest > 0) yield { bytes: buffer.subarray(0, rest), whole: false };
}
