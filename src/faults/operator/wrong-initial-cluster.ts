import { DoomsdayError } from '../../core/doomsday-error.ts';
import { eventually } from '../../core/eventually.ts';
import type { ListedMember } from '../../etcd/admin.ts';
import { onFiles } from '../../cluster/data-dir.ts';
import { lastWords, logSince } from '../../cluster/log-since.ts';
import type { Member } from '../../cluster/member.ts';
import { addAgain, rejoin, startJoining, takeOut } from '../../cluster/rejoin.ts';
import { provenReplaced } from '../data/proven-replaced.ts';
import { defineFault, type FaultWorld } from '../define-fault.ts';

const logs = new WeakMap<FaultWorld['heal'], () => Promise<string[]>>();

/** etcd compares the list with what the peers say. Source: server/etcdserver/bootstrap.go. */
export const wrongInitialCluster = defineFault<object>({
  name: 'wrong-initial-cluster',
  subject: 'operator',
  summary:
    'The target is replaced (removed, wiped, added) and started with a --initial-cluster that ' +
    'leaves one member out.',
  params: {},
  heals: 'it starts with the right list',
  proof: {
    bite: "the target's process ends, and why, in its log's words",
    end: 'the member serves, and its HashKV equals that of the others',
  },
  plan: () => ({}),
  async inject(world) {
    const { cluster, targets, heal, rng } = world;
    for (const member of targets) {
      heal.push(`start ${member.name} with the right list`, () => setRight(member, world));
      await takeOut(member, cluster);
      await onFiles(member.machine, 'remove', member.machine.dataDir);
      const list = await addAgain(member, cluster);
      const forgotten = rng.pick(cluster.members.filter((m) => m !== member)).name;
      logs.set(heal, await logSince(member.machine));
      await startWrong(
        member,
        list.filter(({ name }) => name !== forgotten),
      );
    }
  },
  async proveBiting(world) {
    const log = logs.get(world.heal);
    const { proveWithin: within, signal, targets } = world;
    const looks = targets.map((member) =>
      eventually(`${member.name} refuses`, () => refused(member, log), { within, signal }),
    );
    return (await Promise.all(looks)).join('; ');
  },
  proveGone: (world) => provenReplaced(world),
});

async function setRight(member: Member, { cluster, current }: FaultWorld): Promise<void> {
  if (current() === cluster && member.machine.state !== 'lost') await rejoin(member, cluster);
}

async function startWrong(member: Member, list: readonly ListedMember[]): Promise<void> {
  const plan = { ...member.plan, mayEnd: true };
  await startJoining({ ...member, plan }, list).catch((error: unknown) => {
    if (!(error instanceof DoomsdayError) || error.code !== 'ETCD_DID_NOT_START') throw error;
  });
}

async function refused(
  { name, machine }: Member,
  log: (() => Promise<string[]>) | undefined,
): Promise<string> {
  if (machine.state !== 'stopped') throw new Error(`${name} is ${machine.state}`);
  const { code, signal } = await machine.exited();
  const words = lastWords((await log?.()) ?? []) ?? 'without a word';
  return `${name} ended (${signal ?? `exit code ${code}`}): ${words}`;
}
