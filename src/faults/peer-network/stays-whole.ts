import { pass, startClock } from '../../core/clock.ts';
import { formatDuration, millis, nanos, type Duration } from '../../core/duration.ts';
import { eventually } from '../../core/eventually.ts';
import type { PeerLink } from '../../cluster/cluster.ts';
import type { FaultWorld } from '../define-fault.ts';
import { everythingCrosses } from '../proof.ts';

/** How long one look at all links may take, and what lies between two. */
const LOOK = millis(200);
const EVERY = millis(30);
/** A cut that falls between two looks that are further apart could be missed. */
const APART = millis(250);
/** How much later than it was drawn the next cut may come on a busy machine. */
const LATE = millis(500);

/**
 * Looks until the links carry, look after look, for longer than a fault ever let them, which is
 * `carried` at most: a single look may fall into a moment in which it does.
 */
export async function staysWhole(
  world: FaultWorld,
  links: readonly PeerLink[],
  carried: Duration,
): Promise<string> {
  const { proveWithin, signal } = world;
  const longest = nanos(carried + LATE);
  const once = { ...world, proveWithin: LOOK };
  const look = async (): Promise<true> => {
    const clock = startClock();
    for (let last = 0; last <= longest; last = clock.now()) {
      await pass(EVERY, signal);
      const unseen = nanos(clock.now() - last);
      if (unseen >= APART) throw new Error(`nobody looked for ${formatDuration(unseen)}`);
      await everythingCrosses(once, links);
    }
    return true;
  };
  const whole = `the links carry for ${formatDuration(longest)}`;
  await eventually(whole, look, { within: nanos(proveWithin + 3 * longest), signal });
  return whole;
}
