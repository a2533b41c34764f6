import { minorOf } from './version.ts';
import type { ToolCall } from './tool-call.ts';

/** `etcdctl` arguments that save a snapshot of the member behind `endpoint`. Needs no quorum. */
export const snapshotSaveArgs = (endpoint: string, file: string): string[] => [
  `--endpoints=${endpoint}`,
  'snapshot',
  'save',
  file,
];

/**
 * What prints the facts of a snapshot file: etcdctl in 3.4, etcdutl later. (3.6's etcdctl has lost
 * the command and still ends with 0.) It does not check the file's SHA-256: a flipped bit shows
 * only in another `hash`.
 */
export const snapshotStatusCommand = (version: string, file: string): ToolCall => ({
  tool: snapshotTool(version),
  args: ['snapshot', 'status', file, '--write-out=json'],
});

/** The tool that reads and restores snapshot files; etcdutl exists from 3.5. */
export const snapshotTool = (version: string): ToolCall['tool'] =>
  minorOf(version) === '3.4' ? 'etcdctl' : 'etcdutl';

export interface SnapshotFacts {
  /** The revision up to which the file holds the keys: S of docs/history.md. */
  readonly revision: string;
  /** CRC-32C over all buckets, hex as etcdctl prints it. Not HashKV: comparable only with itself. */
  readonly hash: string;
  /** Keys alive; up to 3.5 the number of revisions, tombstones included. */
  readonly totalKeys: number;
  readonly bytes: number;
  /** The storage version; only 3.6 and later write it. */
  readonly version?: string;
}

/** The JSON that `snapshot status` printed; undefined when there is none. */
export function parseSnapshotStatus(stdout: string): SnapshotFacts | undefined {
  const line = stdout.split('\n').find((text) => text.startsWith('{'));
  if (line === undefined) return undefined;
  try {
    const { hash, totalKey, totalSize, version } = JSON.parse(line) as Record<string, unknown>;
    // As text: JSON.parse would round a revision above 2^53.
    const revision = /"revision":\s*(\d+)/.exec(line)?.[1];
    if (revision === undefined || !isNumber(hash) || !isNumber(totalKey)) return undefined;
    const facts = {
      revision,
      hash: hash.toString(16),
      totalKeys: totalKey,
      bytes: Number(totalSize),
    };
    return typeof version === 'string' && version !== '' ? { ...facts, version } : facts;
  } catch {
    return undefined;
  }
}

/**
 * The one line that says why a snapshot tool failed, out of what it wrote to stderr: damaged files
 * make it panic (`invalid freelist page`, `unexpected fault address`) with pages of stack.
 */
export function snapshotToolComplaint(stderr: string): string {
  const lines = stderr.split('\n').map((line) => line.trim());
  const telling = lines.find((line) => /^(Error:|panic:|fatal error:|unexpected fault)/.test(line));
  return telling ?? lines.find((line) => line !== '') ?? 'it said nothing';
}

const isNumber = (value: unknown): value is number => typeof value === 'number';
