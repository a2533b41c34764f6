import { defineFault } from '../define-fault.ts';
import { allFelt, noneCounted, refused, setErrors } from './disk-errors.ts';

/**
 * EROFS for every change in the data dir, as after the kernel has remounted a file system that
 * showed errors. write() into a file that was open before is let through, but the fsync that
 * follows fails, as ext4's does (fs/ext4/fsync.c).
 */
export const diskReadOnly = defineFault<object>({
  name: 'disk-read-only',
  subject: 'disk',
  summary:
    'The disk of the target can be read only (EROFS); what is written to ends by it, an idle member does not notice.',
  params: {},
  heals: 'the disk can be written again, and the member is started again if it felt the lack',
  proof: {
    bite: 'the gate counts refused calls, and the member ends with "read-only file system" in its log or goes on',
    end: 'the member serves, and the count of refused calls stands still',
  },
  plan: () => ({}),
  inject: (world) => setErrors(world, 'read-only'),
  proveBiting: (world) =>
    allFelt(world, {
      words: 'read-only file system',
      counted: ({ callsRefused: n, lastRefused }) =>
        n === 0 ? undefined : `calls refused: ${n}, the last one ${lastRefused}`,
    }),
  proveGone: (world) => noneCounted(world, refused),
});
