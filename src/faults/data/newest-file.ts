import { DoomsdayError } from '../../core/doomsday-error.ts';
import type { DataFile } from '../../cluster/data-dir.ts';
import type { HarmSite } from './harm-data.ts';

/** The newest file whose path fits, as a name tells it. @throws {DoomsdayError} NO_SUCH_DATA. */
export function newestFile({ files, member }: HarmSite, fits: RegExp): DataFile {
  const found = files.findLast(({ path, used }) => fits.test(path) && used > 0);
  if (found !== undefined) return found;
  throw new DoomsdayError({
    code: 'NO_SUCH_DATA',
    message: `${member.name} has no file that fits ${fits.source}`,
    expected: 'a file to harm',
    observed: files.map(({ path }) => path).join(', ') || 'no file at all',
    likely:
      'nothing was written long enough: a raft snapshot comes after etcd.snapshotCount writes',
  });
}
