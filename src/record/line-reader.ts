import type { DrillRecord, InvokeLine, Line } from '../history/types.ts';
import { parseLine, unreadable, type Source } from './parse-line.ts';
import { PendingCalls, type CallPlace } from './pending-calls.ts';
import type { Chunk } from './read-chunks.ts';
import { RecordBuilder } from './record-builder.ts';
import { HeaderTexts } from './scan/header-texts.ts';
import { scanOp } from './scan/scan-op.ts';
import { scanWatch } from './scan/scan-watch.ts';
import { Scan } from './scan/scan.ts';
import { textLine, type TextLine } from './text-line.ts';

const NEWLINE = 10;

/** Makes records of the lines of one file, chunk after chunk. */
export class LineReader {
  readonly #source: Source;
  readonly #pending = new PendingCalls();
  readonly #scan = new Scan();
  readonly #headers = new HeaderTexts();
  #bytes: Buffer = Buffer.alloc(0);
  #number = 0;
  #building: RecordBuilder | undefined;

  constructor(source: Source) {
    this.#source = source;
  }

  /** The drills that are over before the chunk is. */
  *read({ bytes, whole }: Chunk): Generator<DrillRecord> {
    this.#bytes = bytes;
    let from = 0;
    while (from < bytes.length) {
      this.#number += 1;
      let end = whole ? this.#scanLine(from) : -1;
      if (end < 0) {
        end = bytes.indexOf(NEWLINE, from);
        if (end < 0) end = bytes.length;
        const over = this.#readLine({ from, end, number: this.#number }, whole);
        if (over !== undefined) yield over;
      }
      from = end + 1;
    }
    this.#pending.flush(this.#readCall);
  }

  /** The last drill. @throws {DoomsdayError} RECORD_UNREADABLE: there was none. */
  finish(): DrillRecord {
    if (this.#building !== undefined) return this.#building.finish();
    const nothing = { text: '', number: 1 };
    throw unreadable(this.#source, nothing, 'a header line, but the file is empty');
  }

  /** Where a line ends that is one of many, written as the recorder writes it; -1 for any other. */
  #scanLine(from: number): number {
    const scan = this.#scan;
    const building = this.#building;
    if (building === undefined) return -1;
    scan.begin(this.#bytes, from);
    if (this.#pending.take(scan, this.#number, this.#readCall)) return scan.at;
    const scanned = scan.ok ? scanOp(scan, this.#headers) : undefined;
    if (scanned !== undefined) {
      this.#pending.finish(scanned, this.#bytes, this.#readCall);
      building.add(scanned.op);
      return scan.at;
    }
    const watch = scan.ok && scan.at === from ? scanWatch(scan, this.#headers) : undefined;
    if (watch === undefined) return -1;
    building.add(watch);
    return scan.at;
  }

  readonly #readCall = (place: CallPlace): void => {
    const line = this.#parse(this.#textOf(place, true));
    if (line !== undefined) this.#building?.add(line as InvokeLine);
  };

  /** Reads a line in whatever way it is written. @returns the drill that ends before it. */
  #readLine(place: CallPlace, whole: boolean): DrillRecord | undefined {
    if (place.from === place.end) return undefined;
    const text = this.#textOf(place, whole);
    const line = this.#parse(text);
    if (line === undefined) return undefined;
    if (line.t === 'op') this.#pending.release(line.id, this.#readCall);
    if (line.t !== 'header') {
      if (this.#building !== undefined) this.#building.add(line);
      else throw unreadable(this.#source, text, 'a header line before any other');
      return undefined;
    }
    this.#pending.flush(this.#readCall);
    const over = this.#building?.finish();
    this.#building = new RecordBuilder(line);
    return over;
  }

  #textOf({ from, end, number }: CallPlace, whole: boolean): TextLine {
    return textLine(this.#bytes.subarray(from, end), { number, whole });
  }

  /** Of several lines that cannot be read, the first is complained about. */
  #parse(text: TextLine): Line | undefined {
    try {
      return parseLine(this.#source, text);
    } catch (error) {
      this.#pending.flush(this.#readCall, text.number);
      throw error;
    }
  }
}
