import { formatDuration, millis, seconds } from '../../core/duration.ts';
import { eventually } from '../../core/eventually.ts';
import type { Member } from '../../cluster/member.ts';
import { defineFault } from '../define-fault.ts';
import { answered, diskTrip } from '../proof.ts';
import { ofRunning } from './of-running.ts';

/** Longer than any fsync of a healthy disk that a scene would call healthy. */
const HELD = millis(100);

export const diskStall = defineFault<object>({
  name: 'disk-stall',
  subject: 'disk',
  summary: 'No fsync of the target returns until it is healed; reads and buffered writes go on.',
  params: {},
  heals: 'held fsyncs return',
  proof: {
    bite: 'the gate holds an fsync, and nothing crosses the disk link',
    end: 'a round trip over the disk link, and no fsync is held',
  },
  plan: () => ({}),
  async inject({ targets, heal }) {
    const stalls = targets.map(async ({ disk }) => {
      const toxic = disk.add({ type: 'timeout', timeout: seconds(0) }, 'upstream');
      heal.push(`release ${disk.name}`, async () => (await toxic).remove());
      await toxic;
    });
    await Promise.all(stalls);
  },
  async proveBiting({ targets, proveWithin: within, signal }) {
    const looks = targets.map((member) =>
      eventually(`a held fsync on ${member.name}`, () => held(member), { within, signal }),
    );
    return (await Promise.all(looks)).join('; ');
  },
  async proveGone({ targets, proveWithin: within, signal }) {
    return await ofRunning(targets, (member) =>
      eventually(`fsyncs of ${member.name} return`, () => released(member), { within, signal }),
    );
  },
});

/** Both sides of the matter: the link is silent, and the gate says since when an fsync waits. */
async function held(member: Member): Promise<string> {
  const trip = await diskTrip(member, HELD);
  if (trip.ok)
    throw new Error(`a round trip over ${member.disk.name} in ${formatDuration(trip.tookNs)}`);
  const { fsyncsHeld, oldestHeldNs } = await member.machine.gateStatus();
  if (oldestHeldNs < HELD)
    throw new Error(`${fsyncsHeld} held, the oldest for ${formatDuration(oldestHeldNs)}`);
  return `${member.name} waits for an fsync since ${formatDuration(oldestHeldNs)}, no round trip over ${member.disk.name}`;
}

/** @throws while an fsync is held or the link is silent. */
export async function released(member: Member): Promise<string> {
  const trip = answered(await diskTrip(member, HELD));
  const { oldestHeldNs } = await member.machine.gateStatus();
  if (oldestHeldNs >= HELD)
    throw new Error(`an fsync is still held for ${formatDuration(oldestHeldNs)}`);
  return `round trip over ${member.disk.name} in ${formatDuration(trip.tookNs)}, nothing held`;
}
