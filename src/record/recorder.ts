import type { Clock } from '../core/clock.ts';
import type { DoomsdayError } from '../core/doomsday-error.ts';
import type { Caller, HistorySink } from '../history/sink.ts';
import { isReadOnly } from '../history/is-read-only.ts';
import type { HeaderLine, InvokeLine, Line, OpLine, Outcome, Request } from '../history/types.ts';
import { openNdjsonWriter, type NdjsonWriter } from './ndjson-writer.ts';

/** Running figures for a live display. Calls of probes are counted apart. */
export interface RecordCounters {
  readonly ok: number;
  readonly fail: number;
  readonly info: number;
  readonly probes: number;
  /** Acknowledged requests that can change something, probes excluded. */
  readonly ackedWrites: number;
  /** When the last of them was acknowledged, probes included; nanoseconds since the drill's start. */
  readonly lastWriteAckNs: number | undefined;
  readonly openCalls: number;
}

/** Hears every finished call, in the order of finishing. It must not throw and must be quick. */
export type OpListener = (op: OpLine) => void;

export interface Recorder extends HistorySink {
  readonly counters: RecordCounters;
  /** Calls under way that were made in `epoch`. */
  openCallsOf(epoch: number): number;
  /** The newest calls that finished, at most 1,024, oldest first. */
  recent(): readonly OpLine[];
  /** @returns a function that stops the listening. */
  onOp(listener: OpListener): () => void;
  /** RECORD_FAILED as soon as a line was lost: the drill ends as `broken`. */
  readonly failure: DoomsdayError | undefined;
  /** Share of the buffer that waits for the disk, 0 to 1. */
  readonly pressure: number;
  /** Resolves when what was recorded so far can be read from the file. */
  flush(): Promise<void>;
  /** Writes calls that never returned as `info`, then the `end` line. What comes later is ignored. */
  close(): Promise<void>;
}

export interface RecorderPlan {
  /** Appended to: the drills of one run share a file, each from its header to its end line. */
  readonly file: string;
  readonly clock: Clock;
  readonly header: Omit<HeaderLine, 't' | 'format' | 'version' | 'startedAt'>;
  readonly boundBytes?: number;
}

/** @throws {DoomsdayError} RECORD_FAILED when the file cannot be opened. */
export async function openRecorder({
  file,
  clock,
  header,
  ...rest
}: RecorderPlan): Promise<Recorder> {
  const recorder = new FileRecorder(clock, await openNdjsonWriter(file, rest));
  const { startedAt } = clock;
  recorder.write({ t: 'header', format: 'doomsday-history', version: 1, startedAt, ...header });
  return recorder;
}

const RECENT = 1024;

class FileRecorder implements Recorder {
  readonly #clock: Clock;
  readonly #writer: NdjsonWriter;
  readonly #open = new Map<number, InvokeLine>();
  readonly #listeners = new Set<OpListener>();
  readonly #recent: OpLine[] = [];
  #recentAt = 0;
  #ids = 0;
  #clients = 0;
  #watches = 0;
  #closing: Promise<void> | undefined;
  #counts: Record<Outcome, number> = { ok: 0, fail: 0, info: 0 };
  #probes = 0;
  #ackedWrites = 0;
  #lastWriteAckNs: number | undefined;

  constructor(clock: Clock, writer: NdjsonWriter) {
    this.#clock = clock;
    this.#writer = writer;
  }

  get counters(): RecordCounters {
    return {
      ...this.#counts,
      probes: this.#probes,
      ackedWrites: this.#ackedWrites,
      lastWriteAckNs: this.#lastWriteAckNs,
      openCalls: this.#open.size,
    };
  }

  get failure(): DoomsdayError | undefined {
    return this.#writer.failure;
  }

  get pressure(): number {
    return this.#writer.pressure;
  }

  now = (): number => this.#clock.now();
  nextClient = (): number => ++this.#clients;
  nextWatch = (): number => ++this.#watches;
  flush = (): Promise<void> => this.#writer.flush();

  openCallsOf(epoch: number): number {
    return [...this.#open.values()].filter((call) => call.epoch === epoch).length;
  }

  recent(): readonly OpLine[] {
    return [...this.#recent.slice(this.#recentAt), ...this.#recent.slice(0, this.#recentAt)];
  }

  onOp(listener: OpListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  invoke({ client, member, epoch, probe }: Caller, req: Request): InvokeLine {
    const id = ++this.#ids;
    const call = this.#clock.now();
    const fields = { id, client, member, epoch, call, req };
    const line: InvokeLine =
      probe === true ? { t: 'invoke', ...fields, probe } : { t: 'invoke', ...fields };
    this.#open.set(id, line);
    this.#put(line);
    return line;
  }

  settle(invoked: InvokeLine, end: Parameters<HistorySink['settle']>[1]): OpLine {
    const op = opLine(invoked, end);
    // A call that `close` has written as never returned stays so.
    if (!this.#open.delete(invoked.id)) return op;
    this.#put(op);
    this.#count(op);
    for (const listener of this.#listeners) listener(op);
    return op;
  }

  write(line: Exclude<Line, { t: 'invoke' | 'op' }>): void {
    this.#put(line);
  }

  close(): Promise<void> {
    this.#closing ??= this.#end();
    return this.#closing;
  }

  async #end(): Promise<void> {
    for (const invoked of this.#open.values()) {
      this.#writer.write(
        JSON.stringify(opLine(invoked, { ret: null, outcome: 'info', res: null })),
      );
    }
    this.#open.clear();
    await this.#writer.flush();
    const { dropped } = this.#writer;
    this.#writer.write(JSON.stringify({ t: 'end', at: this.#clock.now(), dropped }));
    await this.#writer.close();
  }

  #put(line: Line): void {
    if (this.#closing === undefined) this.#writer.write(JSON.stringify(line));
  }

  #count(op: OpLine): void {
    this.#recent[this.#recentAt] = op;
    this.#recentAt = (this.#recentAt + 1) % RECENT;
    const acked = op.outcome === 'ok' && isWrite(op.req);
    if (acked) this.#lastWriteAckNs = op.ret ?? undefined;
    if (op.probe === true) {
      this.#probes++;
      return;
    }
    this.#counts[op.outcome]++;
    if (acked) this.#ackedWrites++;
  }
}

/** Requests that a ledger counts: they change keys, or at least could have. */
const isWrite = (req: Request): boolean =>
  (req.op === 'put' || req.op === 'delete' || req.op === 'txn') && !isReadOnly(req);

type Draft<T> = { -readonly [K in keyof T]: T[K] };

/** Absent fields stay absent: a line in memory equals the same line read back. */
function opLine(
  { id, client, member, epoch, call, req, probe }: InvokeLine,
  { ret, outcome, res, err, hdr, connectNs }: Parameters<HistorySink['settle']>[1],
): OpLine {
  const op: Draft<OpLine> = {
    t: 'op',
    id,
    client,
    member,
    epoch,
    call,
    ret,
    outcome,
    req,
    res,
  };
  if (err !== undefined) op.err = err;
  if (hdr !== undefined) op.hdr = hdr;
  if (connectNs !== undefined) op.connectNs = connectNs;
  if (probe === true) op.probe = probe;
  return op;
}
