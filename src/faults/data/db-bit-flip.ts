import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { storedValues } from '../../etcd/stored-values.ts';
import { onFiles } from '../../cluster/data-dir.ts';
import type { Machine } from '../../runtime/runtime.ts';
import { harmsData } from './harm-data.ts';
import { newestFile } from './newest-file.ts';

export interface DbBitFlip {
  /** In how many values, at most. */
  readonly values: number;
}

/**
 * bbolt keeps no checksums of its pages, so a bit that flips within a value is served. The newest
 * values of all keys are drawn from: a value that nobody can read any more harms nobody.
 */
export const dbBitFlip = harmsData<DbBitFlip>({
  facts: {
    name: 'db-bit-flip',
    summary: 'Flips the lowest bit of a byte within stored values in the db of the stopped target.',
    params: { values: 'in how many of the newest values at most, one bit each' },
  },
  plan: ({ values }) => ({ values }),
  async harm(site, { values }) {
    const { machine } = site.member;
    const db = `${machine.dataDir}/${newestFile(site, /^member\/snap\/db$/).path}`;
    const stored = storedValues(await fetched(machine, db)).slice(-values);
    const byte = site.rng.int(0, 1000);
    const places = stored.map(({ at, length }) => `${at + (byte % length)}:1`);
    if (places.length > 0) await onFiles(machine, 'flip', db, ...places);
    return `one bit in each of the newest values, up to ${values}, in byte ${byte} modulo length`;
  },
});

async function fetched(machine: Machine, path: string): Promise<Buffer> {
  const folder = await mkdtemp(join(tmpdir(), 'doomsday-db-'));
  try {
    const file = join(folder, 'db');
    await machine.getFile(path, file);
    return await readFile(file);
  } finally {
    await rm(folder, { recursive: true });
  }
}
