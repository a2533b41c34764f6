import { bytesOf, type Scan } from './scan/scan.ts';
import type { ScannedOp, Span } from './scan/scan-op.ts';

const INVOKE = bytesOf('{"t":"invoke",');
const ID = bytesOf('"id":');
const NEWLINE = 10;
const COMMA = 44;
const TAIL = bytesOf('}');
const PROBE_TAIL = bytesOf(',"probe":true}');

/** The line of a call, which is the `number`th of the file. */
export interface CallPlace extends Span {
  readonly number: number;
}

/**
 * Lines that tell of a call and may not have to be read: the line of the finished call mostly
 * comes soon, and repeats all of it. That saves two of every five lines. What is still here at the
 * end of a chunk is to be read: its bytes are gone with the chunk.
 */
export class PendingCalls {
  readonly #lines = new Map<number, CallPlace>();

  /**
   * Whether the line at the scan's place was put off; the scan is then at its line end. `read` gets
   * an older line with the same id.
   */
  take(scan: Scan, number: number, read: (line: CallPlace) => void): boolean {
    const from = scan.at;
    if (!scan.trySkip(INVOKE)) return false;
    scan.skip(ID);
    const id = scan.count(1);
    if (!scan.ok || scan.bytes[scan.at] !== COMMA) return false;
    const end = scan.bytes.indexOf(NEWLINE, scan.at);
    const older = this.#lines.get(id);
    this.#lines.delete(id);
    this.#lines.set(id, { from, end, number });
    if (older !== undefined) read(older);
    scan.at = end;
    return true;
  }

  /** The call has finished; `read` gets its line when it says anything else. */
  finish(finished: ScannedOp, bytes: Buffer, read: (line: CallPlace) => void): void {
    const { id } = finished.op;
    const line = this.#lines.get(id);
    if (line === undefined) return;
    this.#lines.delete(id);
    if (!repeats(finished, line, bytes)) read(line);
  }

  /** The call with this id has finished; `read` gets its line. */
  release(id: number, read: (line: CallPlace) => void): void {
    const line = this.#lines.get(id);
    this.#lines.delete(id);
    if (line !== undefined) read(line);
  }

  /** Hands out everything that is left, or what stands before a line, in the order of lines. */
  flush(read: (line: CallPlace) => void, before = Infinity): void {
    for (const [id, line] of this.#lines) {
      if (line.number >= before) return;
      this.#lines.delete(id);
      read(line);
    }
  }
}

/**
 * Whether the line of a finished call, which has been read and is whole, has the same fields and
 * the same request as the call's, and the call's has no more: then the call's line is whole too.
 */
function repeats({ op, fields, req }: ScannedOp, { from, end }: Span, bytes: Buffer): boolean {
  const own = from + INVOKE.length;
  const ownReq = own + fields.end - fields.from;
  const rest = ownReq + req.end - req.from;
  const tail = op.probe === true ? PROBE_TAIL : TAIL;
  if (rest + tail.length !== end || !isSame(bytes, fields, own)) return false;
  return isSame(bytes, req, ownReq) && tail.every((byte, i) => bytes[rest + i] === byte);
}

function isSame(bytes: Buffer, { from, end }: Span, at: number): boolean {
  for (let i = from; i < end; i++) if (bytes[i] !== bytes[at + i - from]) return false;
  return true;
}
