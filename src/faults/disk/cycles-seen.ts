import { formatDuration, millis, nanos, type Duration } from '../../core/duration.ts';
import { eventually } from '../../core/eventually.ts';
import type { Member } from '../../cluster/member.ts';
import type { FaultWorld } from '../define-fault.ts';
import { before } from './disk-baseline.ts';

/** One stall could be any stall. */
const CYCLES = 2;

/**
 * Looks at the gates' counters until each target's was seen to hold an fsync for `held` more than
 * it takes without the harm and to release it, so often; `cycle`: the longest that one may take.
 */
export async function cyclesSeen(
  world: FaultWorld,
  { held, cycle }: { held: Duration; cycle: Duration },
): Promise<string> {
  const { targets, proveWithin, signal } = world;
  const looks = targets.map(async (member) => {
    const took = before(world, member);
    const within = nanos(proveWithin + (cycle + took) * CYCLES);
    const seen = watcher(member, nanos(took + held));
    await eventually(`${CYCLES} holds and releases on ${member.name}`, seen.enough, {
      within,
      signal,
      every: millis(10),
    });
    return `${member.name}: ${seen.words()}`;
  });
  return (await Promise.all(looks)).join('; ');
}

/** A release counts when the time of released fsyncs has grown by the hold that was seen. */
function watcher({ machine }: Member, held: Duration) {
  let holds = 0;
  let releases = 0;
  let sumBefore: number | undefined;
  const words = (): string =>
    `holds of ${formatDuration(held)} or more: ${holds}, releases: ${releases}`;
  const enough = async (): Promise<true> => {
    const { oldestHeldNs, heldTotalNs } = await machine.gateStatus();
    if (sumBefore === undefined && oldestHeldNs >= held) {
      holds += 1;
      sumBefore = heldTotalNs;
    } else if (sumBefore !== undefined && oldestHeldNs < held && heldTotalNs >= sumBefore + held) {
      releases += 1;
      sumBefore = undefined;
    }
    if (releases >= CYCLES) return true;
    throw new Error(words());
  };
  return { enough, words };
}
