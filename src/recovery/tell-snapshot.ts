import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { snapshotContent } from '../etcd/snapshot-content.ts';
import type { HistorySink } from '../history/sink.ts';
import type { Snapshot } from './snapshot.ts';

/** A file beyond this is not taken into memory whole. */
const MOST_BYTES = 1024 ** 3;

/**
 * Writes what a snapshot holds besides keys into the record, as a state of the epoch that it was
 * taken of. Cost: one read of the file.
 * @returns why it could not be read; then nothing is written, and what rests on it is `unknown`.
 */
export async function tellSnapshot(
  { file, member, takenAt, tookNs, bytes, revision }: Snapshot,
  { sink, epoch }: { sink: HistorySink; epoch: number },
): Promise<string | undefined> {
  if (bytes > MOST_BYTES) return `${basename(file)} is too large to read its leases and users`;
  let content: ReturnType<typeof snapshotContent>;
  try {
    content = snapshotContent(await readFile(file));
  } catch (error) {
    return `the leases and users in ${basename(file)} cannot be read: ${String(error)}`;
  }
  const { leases, ...rest } = content;
  const held = { leases: { until: takenAt + tookNs, held: leases }, ...rest };
  const whose = { epoch, member, at: takenAt, read: 'data-dir', occasion: 'snapshot' } as const;
  sink.write({ t: 'state', ...whose, revision, kvs: [], ...held });
  return undefined;
}
