import { formatDuration, nanos, seconds, type Duration } from '../../core/duration.ts';
import { eventually } from '../../core/eventually.ts';
import type { Member } from '../../cluster/member.ts';
import { defineFault, type FaultWorld } from '../define-fault.ts';
import { answered, diskTrip } from '../proof.ts';
import { before, healthy, lookAtDisks } from './disk-baseline.ts';
import { ofRunning } from './of-running.ts';
import { HELD, silent } from './silent.ts';

export const diskStall = defineFault<object>({
  name: 'disk-stall',
  subject: 'disk',
  summary: 'No fsync of the target returns until it is healed; reads and buffered writes go on.',
  params: {},
  heals: 'held fsyncs return',
  proof: {
    bite: 'the gate holds an fsync, and nothing crosses the disk link while the gate and Toxiproxy answer',
    end: 'a round trip over the disk link, and no fsync is held',
  },
  plan: () => ({}),
  async inject(world) {
    await lookAtDisks(world);
    const stalls = world.targets.map(async ({ disk }) => {
      const toxic = disk.add({ type: 'timeout', timeout: seconds(0) }, 'upstream');
      world.heal.push(`release ${disk.name}`, async () => (await toxic).remove());
      await toxic;
    });
    await Promise.all(stalls);
  },
  async proveBiting(world) {
    const { targets, proveWithin, signal } = world;
    const looks = targets.map((member) => {
      const within = nanos(proveWithin + before(world, member));
      const look = () => held(world, member);
      return eventually(`a held fsync on ${member.name}`, look, { within, signal });
    });
    return (await Promise.all(looks)).join('; ');
  },
  proveGone: (world) =>
    ofRunning(world, {
      condition: ({ name }) => `fsyncs of ${name} return`,
      look: async (member) => {
        const took = formatDuration(await released(world, member));
        return `round trip over ${member.disk.name} in ${took}, nothing held`;
      },
    }),
});

/** Both sides of the matter: the link is silent, and the gate says since when an fsync waits. */
async function held(world: FaultWorld, member: Member): Promise<string> {
  const took = before(world, member);
  const silence = await silent(member, { took, length: HELD });
  const { fsyncsHeld, oldestHeldNs } = await member.machine.gateStatus();
  if (oldestHeldNs < took + HELD)
    throw new Error(`${fsyncsHeld} held, the oldest for ${formatDuration(oldestHeldNs)}`);
  return `${member.name} waits for an fsync since ${formatDuration(oldestHeldNs)}, ${silence}`;
}

/** @returns what a round trip took. @throws while an fsync is held or the link is silent. */
export async function released(world: FaultWorld, member: Member): Promise<Duration> {
  const silence = nanos(healthy(world, member) + HELD);
  const { tookNs } = answered(await diskTrip(member, silence));
  const { oldestHeldNs } = await member.machine.gateStatus();
  if (oldestHeldNs >= silence)
    throw new Error(`an fsync is still held for ${formatDuration(oldestHeldNs)}`);
  return nanos(tookNs);
}
