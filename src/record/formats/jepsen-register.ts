import { usageError } from '../../core/doomsday-error.ts';
import type { PlainHistory, PlainOp, PlainValue } from '../../history/plain-history.ts';
import { pairEvents, type LoggedEvent } from './pair-events.ts';

const LINE =
  /^INFO\s+jepsen\.util - (\S+)\s+:(invoke|ok|fail|info)\s+:(read|write|cas)\s+(.+?)\s*$/;
const PAIR = /^\[(\S+) (\S+)\]$/;

/** Whether a first line looks like a Jepsen log of a register. */
export const isJepsenRegister = (line: string): boolean => /^INFO\s+jepsen\./.test(line);

/**
 * Reads `INFO jepsen.util - PROCESS :invoke :cas [2 4]`. Other lines of the log are passed over.
 * @throws {DoomsdayError} (usage) with file and line.
 */
export function readJepsenRegister(file: string, text: string): PlainHistory {
  const events: LoggedEvent[] = [];
  text.split('\n').forEach((line, i) => {
    const match = LINE.exec(line);
    if (match === null) {
      if (/^INFO\s+jepsen\.util - \S+\s+:(invoke|ok|fail|info)\s/.test(line))
        throw bad(file, i + 1, line);
      return;
    }
    const [, process = '', type, f, rest = ''] = match;
    const value = valueOf(rest);
    // Without both of its values nobody can say what it would have swapped.
    if (f === 'cas' && type === 'invoke' && !Array.isArray(value)) throw bad(file, i + 1, line);
    events.push({
      line: i + 1,
      process,
      type: type as LoggedEvent['type'],
      f: f as PlainOp['f'],
      key: '',
      value,
    });
  });
  return pairEvents(file, 'register', events);
}

/** `:timed-out` and the like are no values. */
function valueOf(text: string): PlainOp['input'] | undefined {
  if (text.startsWith(':')) return undefined;
  const pair = PAIR.exec(text);
  return pair === null ? scalar(text) : [scalar(pair[1] as string), scalar(pair[2] as string)];
}

const scalar = (text: string): PlainValue => (text === 'nil' ? null : text);

const bad = (file: string, line: number, observed: string): Error =>
  usageError({
    code: 'HISTORY_UNUSABLE',
    message: 'a line of the log cannot be read',
    where: `${file}:${line}`,
    expected: 'INFO jepsen.util - PROCESS :invoke|:ok|:fail|:info :read|:write|:cas VALUE',
    observed: observed.slice(0, 200),
  });
