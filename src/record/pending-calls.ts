import type { TextLine } from './read-lines.ts';

const INVOKE = '{"t":"invoke",';
const OP = '{"t":"op",';
const ID = '"id":';
const REQUEST = '"req":';

/**
 * Lines that tell of a call and may not have to be read: the line of the finished call mostly
 * comes soon, and repeats all of it. That saves two of every five lines. What is still here at the
 * end of a chunk is to be read: kept any longer, a line would keep its whole chunk in memory.
 */
export class PendingCalls {
  readonly #lines = new Map<number, TextLine>();

  /** Whether the line was put off; `read` gets an older line with the same id. */
  take(line: TextLine, read: (line: TextLine) => void): boolean {
    const id = line.whole && line.utf8 ? idOf(line.text) : -1;
    if (id < 0) return false;
    const older = this.#lines.get(id);
    if (older !== undefined) read(older);
    this.#lines.set(id, line);
    return true;
  }

  /** The call with this id has finished; `read` gets its line when it says anything else. */
  finish(id: number, text: string, read: (line: TextLine) => void): void {
    const line = this.#lines.get(id);
    if (line === undefined) return;
    this.#lines.delete(id);
    if (!repeats(text, line.text)) read(line);
  }

  /** Hands out everything that is left. */
  flush(read: (line: TextLine) => void): void {
    for (const line of this.#lines.values()) read(line);
    this.#lines.clear();
  }
}

/** The id of a call's line as the recorder writes it; -1 for any other line. */
function idOf(text: string): number {
  if (!text.startsWith(INVOKE) || !text.startsWith(ID, INVOKE.length)) return -1;
  const from = INVOKE.length + ID.length;
  const end = text.indexOf(',', from);
  if (end < 0 || end === from || end - from > 15) return -1;
  let id = 0;
  for (let i = from; i < end; i++) {
    const digit = text.charCodeAt(i) - 48;
    if (digit < 0 || digit > 9 || (digit === 0 && i === from)) return -1;
    id = id * 10 + digit;
  }
  return id;
}

/**
 * Whether the line of a finished call, which has been read and is whole, begins with the same
 * fields and has the same request as the call's: then the call's line is whole too.
 * A quote inside a JSON text is escaped, so that `"req":` can only be the field.
 */
function repeats(op: string, invoke: string): boolean {
  const at = invoke.indexOf(REQUEST);
  if (at < 0 || !invoke.endsWith('}}') || !op.startsWith(OP)) return false;
  if (!op.startsWith(invoke.slice(INVOKE.length, at), OP.length)) return false;
  const request = invoke.slice(at, -1);
  const place = op.indexOf(REQUEST, OP.length + at - INVOKE.length);
  const next = op[place + request.length];
  return place >= 0 && op.startsWith(request, place) && (next === ',' || next === '}');
}
