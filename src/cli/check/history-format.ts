import { open } from 'node:fs/promises';
import { extname } from 'node:path';
import { usageError, type DoomsdayError } from '../../core/doomsday-error.ts';
import { isEdnHistory } from '../../record/formats/edn-history.ts';
import { isJepsenRegister } from '../../record/formats/jepsen-register.ts';
import { FORMATS, type HistoryFormat } from './check-asked.ts';

const BY_EXTENSION: Readonly<Record<string, HistoryFormat>> = {
  '.ndjson': 'doomsday',
  '.jsonl': 'doomsday',
  '.edn': 'edn',
};
const HEAD_BYTES = 4096;

/**
 * The format of a file: by its extension, else by its first line.
 * @throws {DoomsdayError} HISTORY_UNREADABLE, HISTORY_FORMAT_UNKNOWN; exit 64.
 */
export async function historyFormat(file: string): Promise<HistoryFormat> {
  const first = await firstLine(file);
  const known = BY_EXTENSION[extname(file)];
  if (known !== undefined) return known;
  if (/^\s*\{\s*"/.test(first)) return 'doomsday';
  if (isJepsenRegister(first)) return 'jepsen';
  if (isEdnHistory(first)) return 'edn';
  throw usageError({
    code: 'HISTORY_FORMAT_UNKNOWN',
    message: 'the format of the history cannot be told from its name or its first line',
    where: `${file}:1`,
    expected: 'a history.ndjson of a run, a Jepsen register log, or an EDN history',
    observed: first.slice(0, 120),
    next: `name it with --format ${FORMATS.join('|')}`,
  });
}

/** The first line that says something, from the head of the file. */
async function firstLine(file: string): Promise<string> {
  const head = Buffer.alloc(HEAD_BYTES);
  try {
    await using handle = await open(file);
    const { bytesRead } = await handle.read(head, 0, HEAD_BYTES, 0);
    const lines = head.toString('utf8', 0, bytesRead).split('\n');
    return lines.find((line) => line.trim() !== '') ?? '';
  } catch (cause) {
    throw unreadable(file, cause);
  }
}

/** The file cannot be read at all. */
export const unreadable = (file: string, cause: unknown): DoomsdayError =>
  usageError({
    code: 'HISTORY_UNREADABLE',
    message: 'the history cannot be read',
    where: file,
    expected: 'a file',
    observed: cause instanceof Error ? cause.message : String(cause),
    cause,
  });
