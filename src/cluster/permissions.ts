import type { Machine } from '../runtime/runtime.ts';
import { onFiles } from './data-dir.ts';

/** Who may do what with one file or folder of a data dir. */
export interface Permission {
  /** From the data dir, which is itself `.`. */
  readonly path: string;
  /** `0600`. */
  readonly mode: string;
  readonly uid: number;
  readonly gid: number;
}

/** Of the machine's data dir and everything in it, parents first. */
export async function permissions(machine: Machine): Promise<Permission[]> {
  const lines = await onFiles(machine, 'permissions', machine.dataDir);
  return lines
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Permission);
}

/** Gives them to the files and folders that they name. To give a file away needs root. */
export async function permit(machine: Machine, wanted: readonly Permission[]): Promise<void> {
  if (wanted.length === 0) return;
  const changes = wanted.map(({ path, mode, uid, gid }) => `${path}=${mode}:${uid}:${gid}`);
  await onFiles(machine, 'permit', machine.dataDir, ...changes);
}
