import { eventually } from '../../core/eventually.ts';
import { serves } from '../../cluster/serves.ts';
import { peerLinksTouching } from '../../cluster/cluster.ts';
import type { Member } from '../../cluster/member.ts';
import { defineFault } from '../define-fault.ts';

/**
 * Process, machine and volume of the target are destroyed. Nothing brings them back: there is no
 * undo, and the fault is gone when a recovery has put something in their place.
 */
export const lose = defineFault<object>({
  name: 'lose',
  subject: 'machine',
  summary: 'Destroys process, machine and volume of the target for good.',
  params: {},
  heals: 'only a recovery replaces it',
  proof: {
    bite: 'process and volume no longer exist',
    end: 'the members of the recovered cluster serve',
  },
  plan: () => ({}),
  async inject({ cluster, targets }) {
    // With its disk link its fsyncs fail, and etcd may end before it is destroyed.
    for (const { machine } of targets) machine.letEnd();
    // Links first: Toxiproxy dials upstreams one by one without a time limit, and a name or address
    // that no longer exists would hold up everything that is asked of it, the restore included.
    await Promise.all([
      ...targets.flatMap(({ client, disk }) => [client.disable(), disk.disable()]),
      ...peerLinksTouching(cluster, targets).map(({ link }) => link.disable()),
    ]);
    await Promise.all(targets.map(({ machine }) => machine.lose()));
  },
  async proveBiting({ targets, proveWithin: within, signal }) {
    await Promise.all(
      targets.map((member) =>
        eventually(`${member.name} is lost`, async () => isLost(member), { within, signal }),
      ),
    );
    return `process and volume of ${targets.map((m) => m.name).join(', ')} no longer exist`;
  },
  async proveGone({ cluster, current, proveWithin: within, signal }) {
    const now = current();
    if (now === cluster) throw new Error('nothing has replaced what was lost');
    const looks = now.members.map((member) =>
      eventually(`${member.name} serves`, () => serves(member), { within, signal }),
    );
    await Promise.all(looks);
    return `${looks.length} of ${looks.length} members of the recovered cluster serve`;
  },
});

async function isLost(member: Member): Promise<true> {
  if (await member.machine.volumeExists()) throw new Error('its volume still exists');
  if (await serves(member)) throw new Error('it still answers');
  return true;
}
