import type { Member } from '../../cluster/member.ts';
import { defineFault, type FaultWorld } from '../define-fault.ts';
import { answered, diskTrip } from '../proof.ts';
import { allFelt, noneCounted } from './disk-errors.ts';
import { healsWhole } from './whole-again.ts';

/** The gate answers fsyncs with EIO while the disk link refuses its dials. */
export const fsyncError = defineFault<object>({
  name: 'fsync-error',
  subject: 'disk',
  summary:
    'Every fsync of the target fails (EIO); what is written to ends by it, an idle member does not notice.',
  params: {},
  heals: 'fsyncs succeed, and the member is started again if one failed',
  proof: {
    bite: 'the gate counts failed fsyncs, and the member ends with "input/output error" in its log or goes on',
    end: 'the member serves, round trips come back over the disk link, and the count of failed fsyncs stands still',
  },
  plan: () => ({}),
  async inject(world) {
    const cuts = world.targets.map(async (member) => {
      healsWhole(world, member, () => member.disk.enable());
      await member.disk.disable();
    });
    await Promise.all(cuts);
  },
  proveBiting: (world) =>
    allFelt(world, {
      words: 'input/output error',
      counted: ({ fsyncsFailed: n }) => (n === 0 ? undefined : `fsyncs failed: ${n}`),
    }),
  proveGone: (world) => noneCounted(world, (member) => failed(world, member)),
});

/** An idle member has no fsync that could fail: the link is asked, too. @throws while it is silent. */
async function failed({ proveWithin }: FaultWorld, member: Member): Promise<number> {
  answered(await diskTrip(member, proveWithin));
  return (await member.machine.gateStatus()).fsyncsFailed;
}
