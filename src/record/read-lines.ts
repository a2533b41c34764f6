import { isUtf8 } from 'node:buffer';
import { open, type FileHandle } from 'node:fs/promises';

/** One line of a file, without its line end. */
export interface TextLine {
  readonly text: string;
  readonly number: number;
  /** False for a last line that has no line end: it may be torn. */
  readonly whole: boolean;
  /** Whether its bytes are valid UTF-8: what is not would be read as other text than was written. */
  readonly utf8: boolean;
}

const CHUNK = 1024 * 1024;
const NEWLINE = 10;

/**
 * The lines of a file, a chunk's worth at a time, because one `await` for each line would cost more
 * than the line. Empty lines are left out. Rejects as `fs` does when the file cannot be read.
 */
export async function* readLines(file: string): AsyncGenerator<TextLine[]> {
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
async function* cut(handle: FileHandle): AsyncGenerator<TextLine[]> {
  const { size } = await handle.stat();
  let buffer = Buffer.alloc(size === 0 ? 2 * CHUNK : Math.min(2 * CHUNK, size + 1));
  let number = 0;
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
    const lines = linesOf(buffer.subarray(0, behind - 1), number);
    number = lines.number;
    yield lines.lines;
    buffer.copy(buffer, 0, behind, end);
    rest = end - behind;
  }
  if (rest === 0) return;
  const torn = buffer.subarray(0, rest);
  yield [{ text: torn.toString(), number: number + 1, whole: false, utf8: isUtf8(torn) }];
}

/** Cut as text, not as bytes: one decoding of a megabyte instead of thousands of small ones. */
function linesOf(bytes: Buffer, before: number): { lines: TextLine[]; number: number } {
  const lines: TextLine[] = [];
  const valid = isUtf8(bytes);
  let number = before;
  for (const text of bytes.toString('utf8').split('\n')) {
    number += 1;
    if (text === '') continue;
    lines.push({ text, number, whole: true, utf8: valid || !text.includes('\ufffd') });
  }
  return { lines, number };
}
