import { eventually } from '../../core/eventually.ts';
import { serves } from '../../cluster/serves.ts';
import { peerLinksTouching } from '../../cluster/cluster.ts';
import type { Member } from '../../cluster/member.ts';
import { defineFault, type FaultWorld } from '../define-fault.ts';
import { healsWhole } from '../disk/whole-again.ts';
import { takesNoCalls } from './has-ended.ts';

/**
 * Process, machine and volume of the target are destroyed. Nothing brings them back, and the fault
 * is gone when a recovery has put something in their place. What a loss that broke off has not
 * destroyed is whole again after the heal.
 */
export const lose = defineFault<object>({
  name: 'lose',
  subject: 'machine',
  summary: 'Destroys process, machine and volume of the target for good.',
  params: {},
  heals: 'only a recovery replaces it',
  proof: {
    bite: 'the volume no longer exists, and a dial is refused or hung up on',
    end: 'the members of the recovered cluster serve',
  },
  targets: { state: 'kept' },
  plan: () => ({}),
  async inject(world) {
    let losing: Promise<void> | undefined;
    for (const member of world.targets) {
      // With its disk link its fsyncs fail, and etcd may end before it is destroyed.
      healsWhole(world, member, async () => {
        await losing?.catch(() => undefined); // told by the injection
        await takeBack(world, member);
      });
    }
    await (losing = destroyed(world));
  },
  async proveBiting({ targets, proveWithin: within, signal }) {
    const looks = targets.map((member) =>
      eventually(`${member.name} is lost`, () => isLost(member), { within, signal }),
    );
    return (await Promise.all(looks)).join('; ');
  },
  async proveGone({ cluster, current, targets, proveWithin: within, signal }) {
    const now = current();
    const same = now === cluster;
    if (same && targets.some(lost)) throw new Error('nothing has replaced what was lost');
    const looks = (same ? targets : now.members).map((member) =>
      eventually(`${member.name} serves`, () => serves(member), { within, signal }),
    );
    await Promise.all(looks);
    const { length } = looks;
    return same
      ? `nobody is lost: ${length} of ${length} targets serve`
      : `${length} of ${length} members of the recovered cluster serve`;
  },
});

/**
 * Links first: Toxiproxy dials upstreams one by one without a time limit, and a name or address
 * that no longer exists would hold up everything that is asked of it, the restore included.
 */
async function destroyed({ cluster, targets }: FaultWorld): Promise<void> {
  await Promise.all([
    ...targets.flatMap(({ client, disk }) => [client.disable(), disk.disable()]),
    ...peerLinksTouching(cluster, targets).map(({ link }) => link.disable()),
  ]);
  await Promise.all(targets.map(({ machine }) => machine.lose()));
}

const lost = ({ machine }: Member): boolean => machine.state === 'lost';

/** After a loss that broke off before it came to this member: it is reached again. */
async function takeBack({ cluster, current }: FaultWorld, member: Member): Promise<void> {
  if (lost(member) || current() !== cluster) return;
  const links = peerLinksTouching(cluster, [member]).filter(
    ({ from, to }) => ![from, to].some(lost),
  );
  const open = [member.client, member.disk, ...links.map(({ link }) => link)];
  await Promise.all(open.map((link) => link.enable()));
}

async function isLost(member: Member): Promise<string> {
  if (await member.machine.volumeExists()) throw new Error('its volume still exists');
  return `the volume of ${member.name} no longer exists, ${await takesNoCalls(member)}`;
}
