import { open, type FileHandle } from 'node:fs/promises';
import { pass } from '../core/clock.ts';
import { DoomsdayError } from '../core/doomsday-error.ts';
import { millis } from '../core/duration.ts';

/** What a killed process loses at most. */
const FLUSH_EVERY = millis(25);
/** About 100,000 lines: more than a disk that works ever leaves waiting. */
const BOUND_BYTES = 64 * 1024 * 1024;

export interface NdjsonWriter {
  /** Takes one line, without its line end. Never throws and never waits. Cost: a few 100 ns. */
  write(line: string): void;
  /** Lines lost, because the disk refused them or fell behind by more than the bound. */
  readonly dropped: number;
  /** 0 = everything is on disk, 1 = lines are being dropped. For a load that wants to slow down. */
  readonly pressure: number;
  /** RECORD_FAILED with the first error, as soon as one line was lost. */
  readonly failure: DoomsdayError | undefined;
  /** Resolves when every line taken so far is in the file (or dropped). */
  flush(): Promise<void>;
  close(): Promise<void>;
}

/**
 * Appends lines to a file that others may read meanwhile. What a failed write left of itself is cut
 * off, so that the file holds whole lines only, also when the disk was full for a while.
 * @throws {DoomsdayError} RECORD_FAILED when the file cannot be opened.
 */
export async function openNdjsonWriter(
  file: string,
  { boundBytes = BOUND_BYTES }: { boundBytes?: number } = {},
): Promise<NdjsonWriter> {
  try {
    const handle = await open(file, 'a');
    return new Writer({ file, handle, size: (await handle.stat()).size, boundBytes });
  } catch (error) {
    throw recordFailed(file, error);
  }
}

class Writer implements NdjsonWriter {
  readonly #file: string;
  readonly #handle: FileHandle;
  readonly #bound: number;
  /** Where the last whole line ends. */
  #size: number;
  #lines: string[] = [];
  #waitingBytes = 0;
  /** Lines taken into the buffer since the start, and those of them that left it. */
  #taken = 0;
  #finished = 0;
  #draining = false;
  #batch: Promise<void> | undefined;
  #hurry = new AbortController();
  #closing: Promise<void> | undefined;
  dropped = 0;
  failure: DoomsdayError | undefined;

  constructor(plan: { file: string; handle: FileHandle; size: number; boundBytes: number }) {
    this.#file = plan.file;
    this.#handle = plan.handle;
    this.#size = plan.size;
    this.#bound = plan.boundBytes;
  }

  get pressure(): number {
    return Math.min(1, this.#waitingBytes / this.#bound);
  }

  write(line: string): void {
    if (this.#closing !== undefined) return this.#drop(1, new Error('written after close'));
    if (this.#waitingBytes > this.#bound) return this.#drop(1, new Error('the disk fell behind'));
    this.#lines.push(line);
    this.#waitingBytes += line.length + 1;
    this.#taken++;
    if (!this.#draining) {
      this.#draining = true;
      void this.#drain();
    }
  }

  async flush(): Promise<void> {
    const upTo = this.#taken;
    while (this.#finished < upTo) {
      this.#hurry.abort();
      await this.#batch;
    }
  }

  close(): Promise<void> {
    this.#closing ??= this.flush().then(() => this.#handle.close());
    return this.#closing;
  }

  async #drain(): Promise<void> {
    while (this.#lines.length > 0) {
      this.#batch = this.#nextBatch();
      await this.#batch;
    }
    this.#draining = false;
  }

  async #nextBatch(): Promise<void> {
    this.#hurry = new AbortController();
    await pass(FLUSH_EVERY, this.#hurry.signal).catch(() => undefined);
    await this.#writeBatch();
  }

  async #writeBatch(): Promise<void> {
    const lines = this.#lines;
    const batch = Buffer.from(`${lines.join('\n')}\n`);
    const waiting = this.#waitingBytes;
    this.#lines = [];
    try {
      await this.#handle.appendFile(batch);
      this.#size += batch.length;
    } catch (error) {
      this.#drop(lines.length, error);
      await this.#handle.truncate(this.#size).catch(() => undefined);
    }
    this.#waitingBytes -= waiting;
    this.#finished += lines.length;
  }

  #drop(lines: number, error: unknown): void {
    this.dropped += lines;
    this.failure ??= recordFailed(this.#file, error);
  }
}

function recordFailed(file: string, error: unknown): DoomsdayError {
  return new DoomsdayError({
    code: 'RECORD_FAILED',
    message: `the record could not be written to ${file}`,
    observed: error instanceof Error ? error.message : String(error),
    likely: 'the disk of the reports folder is full or not writable',
    next: 'free some space, then play the drill again',
    cause: error,
  });
}
