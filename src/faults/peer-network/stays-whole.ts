import { pass, startClock } from '../../core/clock.ts';
import { formatDuration, millis, nanos, type Duration } from '../../core/duration.ts';
import { eventually } from '../../core/eventually.ts';
import type { PeerLink } from '../../cluster/cluster.ts';
import type { FaultWorld } from '../define-fault.ts';
import { everythingCrosses } from '../proof.ts';

/** How long one look at all links may take, and what lies between two. */
const LOOK = millis(200);
const EVERY = millis(30);

/**
 * Looks until the links carry, look after look, for as long as a fault never let them: a single
 * look may fall into a moment in which it does.
 */
export async function staysWhole(
  world: FaultWorld,
  links: readonly PeerLink[],
  longest: Duration,
): Promise<string> {
  const { proveWithin, signal } = world;
  const once = { ...world, proveWithin: LOOK };
  const look = async (): Promise<true> => {
    const clock = startClock();
    while (clock.now() <= longest) {
      await everythingCrosses(once, links);
      await pass(EVERY, signal);
    }
    return true;
  };
  const whole = `the links carry for ${formatDuration(longest)}`;
  await eventually(whole, look, { within: nanos(proveWithin + 3 * longest), signal });
  return whole;
}
