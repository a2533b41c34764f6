import { formatDuration, nanos, toMillis, type Duration } from '../../core/duration.ts';
import { eventually } from '../../core/eventually.ts';
import { defineFault } from '../define-fault.ts';
import { answered, diskTrip, slowed } from '../proof.ts';
import { ofRunning } from './of-running.ts';

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
    bite: 'every round trip over the disk link takes at least the latency',
    end: 'a fast round trip over the disk link',
  },
  plan: ({ perFsync }) => ({ perFsyncMs: toMillis(perFsync) }),
  async inject({ targets, heal }, { perFsync }) {
    const slow = targets.map(async ({ disk }) => {
      const toxic = disk.add({ type: 'latency', latency: perFsync }, 'upstream');
      heal.push(`undelay ${disk.name}`, async () => (await toxic).remove());
      await toxic;
    });
    await Promise.all(slow);
  },
  async proveBiting({ targets, proveWithin, signal }, { perFsync }) {
    const within = nanos(proveWithin + perFsync * 3);
    const looks = targets.map((member) =>
      eventually(
        `a slow round trip over ${member.disk.name}`,
        async () => slowed(await diskTrip(member, within), perFsync),
        { within, signal },
      ),
    );
    const fastest = Math.min(...(await Promise.all(looks)).map((t) => t.tookNs));
    return `the fastest of ${looks.length} fsync round trips took ${formatDuration(fastest)}`;
  },
  async proveGone({ targets, proveWithin: within, signal }, { perFsync }) {
    return await ofRunning(targets, async (member) => {
      const { tookNs } = await eventually(
        `a fast round trip over ${member.disk.name}`,
        async () => answered(await diskTrip(member, perFsync)),
        { within, signal },
      );
      return `a round trip over ${member.disk.name} in ${formatDuration(tookNs)}`;
    });
  },
});
