import { usageError, type DoomsdayError } from '../core/doomsday-error.ts';
import type { HeaderLine, Line } from '../history/types.ts';
import { checkLine, recorderFaultOf } from './check-line.ts';
import { recorderFault } from './recorder-fault.ts';
import type { TextLine } from './text-line.ts';

/** Where lines come from. */
export interface Source {
  readonly file: string;
  /** Hears what was passed over. */
  readonly onNotice: (notice: string) => void;
}

/**
 * What a line says, however it is written.
 * @returns undefined for a torn last line: a killed harness leaves one, and it is no error.
 * @throws {DoomsdayError} RECORD_UNREADABLE, RECORDER_FAULT.
 */
export function parseLine(source: Source, text: TextLine): Line | undefined {
  const { file, onNotice } = source;
  let line: unknown;
  try {
    if (!text.utf8) throw new SyntaxError('not UTF-8');
    line = JSON.parse(text.text);
  } catch {
    if (text.whole) throw unreadable(source, text, 'one whole JSON object in UTF-8');
    onNotice(`${file}:${text.number}: the last line is torn and was left out`);
    return undefined;
  }
  const expected = checkFormat(line) ?? checkLine(line);
  if (expected !== undefined) throw unreadable(source, text, expected);
  const missing = recorderFaultOf(line as Line);
  if (missing !== undefined) throw recorderFault(`${file}:${text.number}`, missing, cut(text.text));
  return line as Line;
}

/** Before anything else is: another version may have other fields. */
function checkFormat(line: unknown): string | undefined {
  const { t, format, version } = (line ?? {}) as Partial<HeaderLine>;
  if (t !== 'header') return undefined;
  if (format !== 'doomsday-history') return '"format" to be doomsday-history';
  return version === 1 ? undefined : '"version" to be 1, the one that this program reads';
}

export function unreadable(
  { file }: Source,
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
