import { formatDuration, millis } from '../../core/duration.ts';
import { eventually } from '../../core/eventually.ts';
import type { Member } from '../../cluster/member.ts';
import { defineFault } from '../define-fault.ts';
import { diskTrip } from '../proof.ts';
import { diskStall } from './disk-stall.ts';

/** As long as the proof of disk-stall waits for an fsync. */
const SILENCE = millis(100);

/**
 * The same harm on a member that has nothing to sync: no fsync can be seen waiting there, so the
 * silence of the disk link is the proof. A write that is called afterwards meets it.
 */
export const idleDiskStall = defineFault<object>({
  ...diskStall,
  async proveBiting({ targets, proveWithin: within, signal }) {
    const looks = targets.map((member) =>
      eventually(`silence on ${member.disk.name}`, () => silence(member), { within, signal }),
    );
    return (await Promise.all(looks)).join('; ');
  },
});

async function silence(member: Member): Promise<string> {
  const { ok, tookNs } = await diskTrip(member, SILENCE);
  if (ok) throw new Error(`a round trip in ${formatDuration(tookNs)}`);
  return `no round trip over ${member.disk.name} within ${formatDuration(SILENCE)}`;
}
