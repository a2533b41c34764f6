import type { Machine } from '../runtime/runtime.ts';

const LINES = 400;

/** Remembers where the log of a machine ends now. @returns reads what was written since. */
export async function logSince(machine: Machine): Promise<() => Promise<string[]>> {
  const last = await machine.logTail(1);
  return async () => {
    const text = await machine.logTail(LINES);
    const at = last === '' ? -1 : text.lastIndexOf(last);
    const since = at < 0 ? text : text.slice(at + last.length);
    return since.split('\n').filter((line) => line !== '');
  };
}

/** Levels of etcd's JSON lines, the gravest last. */
const LEVELS = ['debug', 'info', 'warn', 'error', 'dpanic', 'panic', 'fatal'];

/** The gravest thing that a member said, the first of its kind, in its own words. */
export function lastWords(lines: readonly string[]): string | undefined {
  const said = lines.map(spoken).filter((one) => one !== undefined);
  const gravest = Math.max(...said.map(({ level }) => level));
  return gravest < LEVELS.indexOf('warn')
    ? undefined
    : said.find(({ level }) => level === gravest)?.words;
}

function spoken(line: string): { level: number; words: string } | undefined {
  if (line.startsWith('panic: ')) return { level: LEVELS.indexOf('panic'), words: line };
  try {
    const { level, msg, error } = JSON.parse(line) as Record<string, string>;
    const words = error === undefined ? (msg ?? '') : `${msg}: ${error}`;
    return { level: LEVELS.indexOf(level ?? ''), words: words.trim() };
  } catch {
    return undefined;
  }
}
