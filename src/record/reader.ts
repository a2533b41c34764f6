import { usageError } from '../core/doomsday-error.ts';
import type { DrillRecord } from '../history/types.ts';
import { LineReader } from './line-reader.ts';
import { readChunks, type Chunk } from './read-chunks.ts';

export interface ReadOptions {
  /** Hears what was passed over: a torn last line. */
  readonly onNotice?: (notice: string) => void;
}

/**
 * The drills of a history.ndjson, one after the other, each as soon as its last line is read.
 * Memory is bounded by the largest drill, not by the file.
 * @throws {DoomsdayError} RECORD_UNREADABLE with file:line and what was expected (a usage error);
 *   RECORDER_FAULT (broken) for an `ok` that says no revision or no return.
 */
export async function* readRecords(
  file: string,
  { onNotice = () => undefined }: ReadOptions = {},
): AsyncGenerator<DrillRecord> {
  const lines = new LineReader({ file, onNotice });
  for await (const chunk of readFileChunks(file)) yield* lines.read(chunk);
  yield lines.finish();
}

async function* readFileChunks(file: string): AsyncGenerator<Chunk> {
  try {
    yield* readChunks(file);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === undefined) throw cause;
    const message = `the record cannot be read: ${(cause as Error).message}`;
    throw usageError({ code: 'RECORD_UNREADABLE', message, where: file, cause });
  }
}
