import { defineFault } from '../define-fault.ts';
import { allFelt, noneCounted, refused, setErrors } from './disk-errors.ts';

/**
 * ENOSPC for what needs new space in the data dir: new files and folders, preallocation, growth,
 * and bbolt's commits. The WAL goes on in the segment that it has preallocated, as on a real disk,
 * so that it is bbolt's next commit, 100 ms later at most, that ends a member which is written to.
 */
export const diskFull = defineFault<object>({
  name: 'disk-full',
  subject: 'disk',
  summary:
    'Nothing new fits on the disk of the target (ENOSPC); what is written to ends by it, an idle member does not notice.',
  params: {},
  heals: 'there is space again, and the member is started again if it felt the lack',
  proof: {
    bite: 'the gate counts refused calls, and the member ends with "no space left on device" in its log or goes on',
    end: 'the member serves, and the count of refused calls stands still',
  },
  plan: () => ({}),
  inject: (world) => setErrors(world, 'full'),
  proveBiting: (world) =>
    allFelt(world, {
      words: 'no space left on device',
      counted: ({ callsRefused: n, lastRefused }) =>
        n === 0 ? undefined : `calls refused: ${n}, the last one ${lastRefused}`,
    }),
  proveGone: (world) => noneCounted(world, refused),
});
