import { startClock } from '../core/clock.ts';
import { formatDuration, type Duration } from '../core/duration.ts';
import { eventually, type Eventually } from '../core/eventually.ts';
import type { Member } from '../cluster/member.ts';

/** Waits until a member has synced nothing for so long: its gate counts no fsync and holds none. */
export async function allSynced(
  { name, machine }: Member,
  quiet: Duration,
  limits: Eventually,
): Promise<void> {
  const clock = startClock();
  let count = -1;
  let since = 0;
  await eventually(
    `${name} syncs nothing for ${formatDuration(quiet)}`,
    async () => {
      const { fsyncsSeen, fsyncsHeld } = await machine.gateStatus();
      if (fsyncsSeen !== count || fsyncsHeld > 0) [count, since] = [fsyncsSeen, clock.now()];
      return clock.now() - since >= quiet;
    },
    limits,
  );
}
