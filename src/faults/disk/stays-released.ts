import { pass, startClock } from '../../core/clock.ts';
import { formatDuration, millis, nanos, type Duration } from '../../core/duration.ts';
import type { Member } from '../../cluster/member.ts';
import type { FaultWorld } from '../define-fault.ts';
import { released } from './disk-stall.ts';
import { ofRunning } from './of-running.ts';

const EVERY = millis(10);

/** A busy machine needs that long between two looks, now and then; not in every gap. */
const APART = millis(250);

/** How much longer than it was drawn a gap may be on a busy machine. */
const LATE = millis(500);

/** Of stalls that come again and again: the shortest one, and the longest time between two. */
export interface Stalls {
  readonly hold: Duration;
  readonly gap: Duration;
}

/**
 * Looks until the fsyncs of the targets return, look after look, for longer than a fault ever let
 * them: a single look may fall into a gap, and a stall between two looks that are far apart.
 */
export async function staysReleased(world: FaultWorld, { hold, gap }: Stalls): Promise<string> {
  const longest = nanos(gap + LATE);
  const apart = Math.max(hold, APART);
  return await ofRunning(world, {
    condition: ({ name }) => `fsyncs of ${name} return for ${formatDuration(longest)}`,
    look: (member) => throughout(world, member, { longest, apart }),
    longer: nanos(longest * 3),
  });
}

async function throughout(
  world: FaultWorld,
  member: Member,
  { longest, apart }: { readonly longest: Duration; readonly apart: number },
): Promise<string> {
  const clock = startClock();
  let looks = 0;
  for (let last = 0; last <= longest; looks++) {
    if (looks > 0) await pass(EVERY, world.signal);
    // A stall that falls into a round trip breaks it.
    const took = await released(world, member);
    const now = clock.now();
    const unseen = now - last - took;
    if (unseen >= apart) throw new Error(`nobody looked for ${formatDuration(unseen)}`);
    last = now;
  }
  const during = formatDuration(longest);
  return `round trips over ${member.disk.name} for ${during}, nothing held, in ${looks} looks`;
}
