import { pass } from '../../core/clock.ts';
import { formatDuration, millis, nanos, type Duration } from '../../core/duration.ts';
import { eventually } from '../../core/eventually.ts';
import type { Member } from '../../cluster/member.ts';
import type { FaultWorld } from '../define-fault.ts';
import { released } from './disk-stall.ts';
import { ofRunning } from './of-running.ts';

/** One stall could be any stall. */
const CYCLES = 2;

/**
 * Looks at the gates' counters until each target's was seen to hold an fsync for `held` and to
 * release it, so often; `cycle`: the longest that one may take.
 */
export async function cyclesSeen(
  { targets, proveWithin, signal }: FaultWorld,
  { held, cycle }: { held: Duration; cycle: Duration },
): Promise<string> {
  const within = nanos(proveWithin + cycle * CYCLES);
  const looks = targets.map(async (member) => {
    const seen = watcher(member, held);
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
  let before: number | undefined;
  const words = (): string =>
    `holds of ${formatDuration(held)} or more: ${holds}, releases: ${releases}`;
  const enough = async (): Promise<true> => {
    const { oldestHeldNs, heldTotalNs } = await machine.gateStatus();
    if (before === undefined && oldestHeldNs >= held) {
      holds += 1;
      before = heldTotalNs;
    } else if (before !== undefined && oldestHeldNs < held && heldTotalNs >= before + held) {
      releases += 1;
      before = undefined;
    }
    if (releases >= CYCLES) return true;
    throw new Error(words());
  };
  return { enough, words };
}

/** Nothing is held, and nothing is after the time in which the next stall would have come. */
export async function noneHeld(world: FaultWorld, gap: Duration): Promise<string> {
  const { targets, proveWithin: within, signal } = world;
  await ofRunning(targets, (member) =>
    eventually(`fsyncs of ${member.name} return`, () => released(member), { within, signal }),
  );
  await pass(gap, signal);
  return await ofRunning(targets, released);
}
