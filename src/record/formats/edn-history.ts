import { usageError } from '../../core/doomsday-error.ts';
import type { PlainHistory, PlainModel, PlainOp, PlainValue } from '../../history/plain-history.ts';
import { readEdn, type Edn, type Placed } from './edn.ts';
import { pairEvents, type LoggedEvent } from './pair-events.ts';

const TYPES = ['invoke', 'ok', 'fail', 'info'] as const;
const FUNCTIONS: Readonly<Record<PlainModel, readonly PlainOp['f'][]>> = {
  register: ['read', 'write', 'cas'],
  kv: ['get', 'put', 'append'],
};

/** Whether a first line looks like EDN maps of operations. */
export const isEdnHistory = (line: string): boolean => /^\s*[[(]?\s*\{\s*:/.test(line);

/**
 * Reads Knossos histories of a register (`{:process 4, :type :invoke, :f :cas, :value [1 2]}`) and
 * key-value logs (`{:process 0, :type :invoke, :f :append, :key "0", :value "x"}`), one map a line
 * or all in one vector. Which model it is follows from the functions.
 * @throws {DoomsdayError} (usage) with file and line.
 */
export function readEdnHistory(file: string, text: string): PlainHistory {
  const maps = allMaps(file, text);
  const events = maps.map(({ value, line }) => eventOf(file, line, value));
  const known = events.filter((event) => event !== undefined);
  const model = known.some(({ f }) => FUNCTIONS.kv.includes(f)) ? 'kv' : 'register';
  const stray = known.find(({ f }) => !FUNCTIONS[model].includes(f));
  if (stray !== undefined) throw bad(file, stray.line, `:f :${stray.f} in a history of a ${model}`);
  return pairEvents(file, model, known);
}

function allMaps(file: string, text: string): Placed[] {
  try {
    return [...readEdn(text)].flatMap(({ value, line }) =>
      Array.isArray(value)
        ? (value as Edn[]).map((item) => ({ value: item, line }))
        : [{ value, line }],
    );
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const [, line = '1', what = message] = /^line (\d+): (.*)$/s.exec(message) ?? [];
    throw bad(file, Number(line), what);
  }
}

/** undefined: an operation of the tester itself, such as a fault. */
function eventOf(file: string, line: number, map: Edn): LoggedEvent | undefined {
  if (!(map instanceof Map)) throw bad(file, line, 'something else than a map');
  const process = map.get(':process');
  if (process === ':nemesis') return undefined;
  const type = TYPES.find((name) => map.get(':type') === `:${name}`);
  const all = [...FUNCTIONS.register, ...FUNCTIONS.kv];
  const f = all.find((name) => map.get(':f') === `:${name}`);
  if (process === undefined || type === undefined || f === undefined) {
    throw bad(file, line, 'a map without a usable :process, :type or :f');
  }
  const value = map.get(':value');
  if (f === 'cas' && type === 'invoke' && !(Array.isArray(value) && value.length === 2)) {
    throw bad(file, line, 'a cas whose :value is no pair');
  }
  const nested = (): Error => bad(file, line, 'a map with a collection in its :key or :value');
  const key = scalar(map.get(':key') ?? '', nested) ?? '';
  return { line, process: String(process), type, f, key, value: valueOf(value, nested) };
}

function valueOf(value: Edn | undefined, nested: () => Error): LoggedEvent['value'] {
  if (value === undefined) return undefined;
  if (!Array.isArray(value)) return scalar(value, nested);
  const [first = null, second = null] = value as Edn[];
  return [scalar(first, nested), scalar(second, nested)];
}

/** A register or a key holds one thing: collections have no order of their own to compare by. */
function scalar(value: Edn, nested: () => Error): PlainValue {
  if (typeof value === 'object' && value !== null) throw nested();
  return value === null ? null : String(value);
}

const bad = (file: string, line: number, observed: string): Error =>
  usageError({
    code: 'HISTORY_UNUSABLE',
    message: 'the history cannot be read',
    where: `${file}:${line}`,
    expected: '{:process P, :type :invoke|:ok|:fail|:info, :f F, :value V}',
    observed,
  });
