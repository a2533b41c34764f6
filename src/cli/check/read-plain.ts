import { readFile } from 'node:fs/promises';
import { DoomsdayError } from '../../core/doomsday-error.ts';
import type { PlainHistory } from '../../history/plain-history.ts';
import { readEdnHistory } from '../../record/formats/edn-history.ts';
import { readJepsenRegister } from '../../record/formats/jepsen-register.ts';
import { unreadable } from './history-format.ts';

/**
 * Reads a history of another tool. A last line that has no line end and cannot be read is torn, and
 * left out with a notice, as in our own records.
 * @throws {DoomsdayError} (usage) with file and line; RECORDER_FAULT: calls do not fit returns.
 */
export async function readPlain(
  file: string,
  { format, onNotice }: { format: 'jepsen' | 'edn'; onNotice: (notice: string) => void },
): Promise<PlainHistory> {
  const text = await readFile(file, 'utf8').catch((cause: unknown) => {
    throw unreadable(file, cause);
  });
  const read = format === 'jepsen' ? readJepsenRegister : readEdnHistory;
  try {
    return read(file, text);
  } catch (error) {
    const lines = text.split('\n');
    const last = `${file}:${lines.length}`;
    const torn = lines.length > 1 && lines.at(-1) !== '';
    if (!torn || !(error instanceof DoomsdayError) || error.facts.where !== last) throw error;
    onNotice(`${last}: the last line is torn and was left out`);
    return read(file, `${lines.slice(0, -1).join('\n')}\n`);
  }
}
