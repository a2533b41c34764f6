import { startClock } from '../../core/clock.ts';
import { formatDuration, millis, nanos, toMillis, type Duration } from '../../core/duration.ts';
import { eventually } from '../../core/eventually.ts';
import type { Member } from '../../cluster/member.ts';
import { defineFault, type FaultWorld } from '../define-fault.ts';
import { answered, diskTrip, slowed } from '../proof.ts';
import { before, healthy, lateFrom, lookAtDisks } from './disk-baseline.ts';
import { afterEachOther, besideEachOther } from './in-a-row.ts';
import { ofRunning } from './of-running.ts';
import { bothAnswer } from './silent.ts';

export interface DiskLatency {
  /** Added to every fsync. */
  readonly perFsync: Duration;
}

export const diskLatency = defineFault<DiskLatency>({
  name: 'disk-latency',
  subject: 'disk',
  summary: 'Makes every fsync of the target take longer; reads and buffered writes go on.',
  params: { perFsync: 'added to every fsync, a duration' },
  heals: 'the latency is taken off',
  proof: {
    bite: 'three round trips in a row over the disk link take the latency more than one did before',
    end: 'three fast round trips in a row over the disk link',
  },
  plan: ({ perFsync }) => ({ perFsyncMs: toMillis(perFsync) }),
  async inject(world, { perFsync }) {
    await lookAtDisks(world);
    const slow = world.targets.map(async ({ disk }) => {
      const toxic = disk.add({ type: 'latency', latency: perFsync }, 'upstream');
      world.heal.push(`undelay ${disk.name}`, async () => (await toxic).remove());
      await toxic;
    });
    await Promise.all(slow);
  },
  async proveBiting(world, { perFsync }) {
    const looks = world.targets.map((member) => seenSlow(world, member, perFsync));
    const took = (await Promise.all(looks)).flat();
    const fastest = formatDuration(Math.min(...took));
    return `the fastest of ${took.length} fsync round trips took ${fastest}`;
  },
  proveGone: (world, { perFsync }) =>
    ofRunning(world, {
      condition: ({ disk }) => `early answers over ${disk.name}`,
      look: (member) => seenFast(world, member, perFsync),
    }),
});

function seenSlow(world: FaultWorld, member: Member, perFsync: Duration): Promise<Duration[]> {
  const { proveWithin, signal } = world;
  const took = before(world, member);
  const late = lateFrom(took, perFsync);
  const patience = nanos(proveWithin + took + perFsync);
  const look = async () => nanos(slowed(await diskTrip(member, patience), late).tookNs);
  return eventually(
    `late answers over ${member.disk.name}`,
    async () => {
      const [all] = await Promise.all([
        besideEachOther(look, { each: late, signal }),
        inTime(member, perFsync),
      ]);
      return all;
    },
    { within: nanos(patience + perFsync * 2), signal },
  );
}

/** What a gate and Toxiproxy on an idle machine take for an answer, many times over. */
const QUICK = millis(50);

/** @throws when what is not delayed is late, too: the machine is busy. */
async function inTime(member: Member, perFsync: Duration): Promise<void> {
  const clock = startClock();
  await bothAnswer(member);
  const took = nanos(clock.now());
  if (took > Math.max(QUICK, perFsync))
    throw new Error(`the gate and Toxiproxy themselves took ${formatDuration(took)}`);
}

async function seenFast(world: FaultWorld, member: Member, perFsync: Duration): Promise<string> {
  const late = lateFrom(healthy(world, member), perFsync);
  const took = await afterEachOther(async () => {
    const { tookNs } = answered(await diskTrip(member, late));
    if (tookNs >= late) throw new Error(`a round trip in ${formatDuration(tookNs)}`);
    return nanos(tookNs);
  });
  const slowest = formatDuration(Math.max(...took));
  return `${took.length} round trips in a row over ${member.disk.name} in ${slowest} or less`;
}
