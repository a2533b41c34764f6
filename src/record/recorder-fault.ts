import { DoomsdayError } from '../core/doomsday-error.ts';

export const RECORDER_FAULT = 'RECORDER_FAULT';

/** The recorder contradicts itself: nothing that it wrote may be held against the store. */
export const recorderFault = (where: string, expected: string, observed: string): DoomsdayError =>
  new DoomsdayError({
    code: RECORDER_FAULT,
    message: 'the recorder made a mistake; the record says nothing about the store',
    where,
    expected,
    observed,
    next: 'look at what wrote the record',
  });
