import { DoomsdayError } from '../core/doomsday-error.ts';
import type { ExitInfo, Machine } from '../runtime/runtime.ts';

const LOG_LINES = 8;

/**
 * Waits for the end of the process that runs on `machine` now, or ran last.
 * @returns ETCD_ENDED with the last lines of the log; undefined when the drill itself asked for
 *   the end: a stop, a kill or a loss on purpose is no news.
 */
export async function unaskedEnd(machine: Machine): Promise<DoomsdayError | undefined> {
  const exit = await machine.exited();
  return exit.asked ? undefined : await ended(machine, exit);
}

async function ended(machine: Machine, { code, signal }: ExitInfo): Promise<DoomsdayError> {
  const tail = await machine.logTail(LOG_LINES).catch(String);
  const how = signal ?? `exit code ${code}`;
  return new DoomsdayError({
    code: 'ETCD_ENDED',
    message: `the process of ${machine.name} ended although nobody asked it to (${how})`,
    expected: 'a process that runs until the drill stops, kills or loses it',
    observed: tail || 'no line in its log',
    likely: 'etcd gave up (see its last lines), or somebody killed it or its gate',
    next: 'read the whole log in the run folder, then doomsday doctor',
  });
}
