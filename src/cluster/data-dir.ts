import { DoomsdayError } from '../core/doomsday-error.ts';
import { seconds } from '../core/duration.ts';
import type { Machine } from '../runtime/runtime.ts';

/** One file of a data dir. */
export interface DataFile {
  /** From the data dir: `member/wal/0….wal`. */
  readonly path: string;
  readonly size: number;
  /** Bytes up to the last one that is not zero: a WAL segment is allocated before it is written. */
  readonly used: number;
  /** `0600`. */
  readonly mode: string;
  /** Of the bytes that are used. */
  readonly sha256: string;
}

const WITHIN = seconds(60);

/** Runs the gate's `file` command. @throws {DoomsdayError} FILES_FAILED with what it said. */
export async function onFiles(machine: Machine, ...args: readonly string[]): Promise<string> {
  const { code, stdout, stderr } = await machine.file(args, WITHIN);
  if (code === 0) return stdout;
  throw new DoomsdayError({
    code: 'FILES_FAILED',
    message: `the files of ${machine.name} could not be worked on`,
    expected: `gate file ${args.join(' ')} to end with 0`,
    observed: `exit ${code}\n${stderr.trim()}`,
  });
}

/** The files of the machine's data dir in the order of their paths. Cost: one read of them. */
export async function dataFiles(machine: Machine): Promise<DataFile[]> {
  const lines = await onFiles(machine, 'list', machine.dataDir);
  return lines
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as DataFile);
}

/** What differs between two looks at one data dir; empty = nothing. */
export function filesChanged(before: readonly DataFile[], after: readonly DataFile[]): string[] {
  const then = new Map(after.map((file) => [file.path, file]));
  const changed = before.flatMap((was) => {
    const is = then.get(was.path);
    if (is === undefined) return [`${was.path} (${was.used} B used) is gone`];
    if (is.sha256 === was.sha256 && is.size === was.size && is.mode === was.mode) return [];
    return [`${was.path}: ${words(was)} -> ${words(is)}`];
  });
  const known = new Set(before.map(({ path }) => path));
  const added = after.filter(({ path }) => !known.has(path)).map(({ path }) => `${path} is new`);
  return [...changed, ...added];
}

const words = ({ used, mode, sha256 }: DataFile): string =>
  `${used} B used, mode ${mode}, sha256 ${sha256.slice(0, 12)}`;
