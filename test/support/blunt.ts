import { DoomsdayError } from '../../src/core/doomsday-error.ts';
import { defineFault } from '../../src/faults/define-fault.ts';

/** A fault that does nothing, and whose bite is looked for in vain. */
export const blunt = defineFault<object>({
  name: 'blunt',
  subject: 'disk',
  summary: 'Does nothing.',
  params: {},
  heals: 'nothing',
  proof: { bite: 'never', end: 'always' },
  plan: () => ({}),
  inject: () => Promise.resolve(),
  proveBiting: () =>
    Promise.reject(new DoomsdayError({ code: 'CONDITION_NOT_REACHED', message: 'in vain' })),
  proveGone: () => Promise.resolve('nothing was there'),
});
