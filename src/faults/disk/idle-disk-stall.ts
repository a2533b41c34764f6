import { millis, nanos } from '../../core/duration.ts';
import { eventually } from '../../core/eventually.ts';
import { defineFault } from '../define-fault.ts';
import { before } from './disk-baseline.ts';
import { diskStall } from './disk-stall.ts';
import { silent } from './silent.ts';

/** Much longer than that of a held fsync: there is no other witness. */
const LENGTH = millis(400);

/**
 * The same harm on a member that has nothing to sync: no fsync can be seen waiting there, so the
 * silence of the disk link is the proof. A write that is called afterwards meets it.
 */
export const idleDiskStall = defineFault<object>({
  ...diskStall,
  proof: {
    ...diskStall.proof,
    bite: 'nothing crosses the disk link while the gate and Toxiproxy answer',
  },
  async proveBiting(world) {
    const { targets, proveWithin, signal } = world;
    const looks = targets.map((member) => {
      const took = before(world, member);
      const limits = { within: nanos(proveWithin + took), signal };
      const look = () => silent(member, { took, length: LENGTH });
      return eventually(`silence on ${member.disk.name}`, look, limits);
    });
    return (await Promise.all(looks)).join('; ');
  },
});
