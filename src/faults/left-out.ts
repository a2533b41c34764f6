import type { Subject } from './define-fault.ts';

/** A fault that people look for, and why there is none. */
export interface LeftOut {
  readonly name: string;
  readonly subject: Subject;
  readonly why: string;
}

export const LEFT_OUT: readonly LeftOut[] = [
  {
    name: 'clock',
    subject: 'machine',
    why:
      'Go reads clocks through the vDSO, a page of the kernel inside the process: there is no ' +
      'system call that could be trapped, and the clock of the whole machine is not ours to set.',
  },
];
