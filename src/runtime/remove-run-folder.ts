import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

/** Tells whose a run's folder is, see `RunFolder`. */
export const OWNER_FILE = 'owner.json';

/**
 * Removes a run's folder, its owner last: a removal that was cut short, or that met a process which
 * still wrote there, leaves a folder that the next sweep can judge. One without an owner is left
 * alone for ever. Nothing is done where there is no such folder.
 */
export async function removeRunFolder(folder: string): Promise<void> {
  const names = await readdir(folder).catch(() => []);
  const removals = names.filter((name) => name !== OWNER_FILE).map((name) => join(folder, name));
  await Promise.all(removals.map(remove));
  await remove(folder);
}

const remove = (path: string): Promise<void> =>
  rm(path, { recursive: true, force: true, maxRetries: 3 });
