import { usageError, type DoomsdayError } from '../core/doomsday-error.ts';
import type { DrillRecord, InvokeLine, Line } from '../history/types.ts';
import { checkLine, recorderFaultOf } from './check-line.ts';
import { recorderFault } from './recorder-fault.ts';
import { PendingCalls } from './pending-calls.ts';
import { RecordBuilder } from './record-builder.ts';
import { readLines, type TextLine } from './read-lines.ts';

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
  let building: RecordBuilder | undefined;
  const pending = new PendingCalls();
  const readCall = (text: TextLine): void => {
    const line = parse(file, text, onNotice);
    if (line !== undefined) building?.add(line as InvokeLine);
  };
  for await (const lines of readFileLines(file)) {
    for (const text of lines) {
      if (building !== undefined && pending.take(text, readCall)) continue;
      const line = parse(file, text, onNotice);
      if (line === undefined) continue;
      if (line.t === 'op') pending.finish(line.id, text.text, readCall);
      if (line.t === 'header') {
        pending.flush(readCall);
        if (building !== undefined) yield building.finish();
        building = new RecordBuilder(line);
      } else if (building === undefined) {
        throw unreadable(file, text, 'a header line before any other');
      } else {
        building.add(line);
      }
    }
    pending.flush(readCall);
  }
  if (building === undefined) {
    throw unreadable(file, { text: '', number: 1 }, 'a header line, but the file is empty');
  }
  yield building.finish();
}

async function* readFileLines(file: string): AsyncGenerator<TextLine[]> {
  try {
    yield* readLines(file);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === undefined) throw cause;
    const message = `the record cannot be read: ${(cause as Error).message}`;
    throw usageError({ code: 'RECORD_UNREADABLE', message, where: file, cause });
  }
}

/** @returns undefined for a torn last line: a killed harness leaves one, and it is no error. */
function parse(file: string, text: TextLine, onNotice: (notice: string) => void): Line | undefined {
  let line: unknown;
  try {
    if (!text.utf8) throw new SyntaxError('not UTF-8');
    line = JSON.parse(text.text);
  } catch {
    if (text.whole) throw unreadable(file, text, 'one whole JSON object in UTF-8');
    onNotice(`${file}:${text.number}: the last line is torn and was left out`);
    return undefined;
  }
  const expected = checkLine(line) ?? checkFormat(line as Line);
  if (expected !== undefined) throw unreadable(file, text, expected);
  const missing = recorderFaultOf(line as Line);
  if (missing !== undefined) throw recorderFault(`${file}:${text.number}`, missing, cut(text.text));
  return line as Line;
}

function checkFormat(line: Line): string | undefined {
  if (line.t !== 'header') return undefined;
  if (line.format !== 'doomsday-history') return '"format" to be doomsday-history';
  return line.version === 1 ? undefined : '"version" to be 1, the one that this program reads';
}

function unreadable(
  file: string,
  { text, number }: Pick<TextLine, 'text' | 'number'>,
  expected: string,
): DoomsdayError {
  return usageError({
    code: 'RECORD_UNREADABLE',
    message: 'the record has a line that cannot be read',
    where: `${file}:${number}`,
    expected,
    observed: cut(text),
    next: 'see docs/history.md for the lines of a record',
  });
}

const cut = (text: string): string => (text.length > 120 ? `${text.slice(0, 120)}…` : text);
