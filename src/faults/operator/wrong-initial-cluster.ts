import { DoomsdayError } from '../../core/doomsday-error.ts';
import { eventually } from '../../core/eventually.ts';
import type { ListedMember } from '../../etcd/admin.ts';
import { onFiles } from '../../cluster/data-dir.ts';
import { lastWords, logSince } from '../../cluster/log-since.ts';
import type { Member } from '../../cluster/member.ts';
import { addAgain, rejoin, startJoining, takeOut } from '../../cluster/rejoin.ts';
import { provenReplaced } from '../data/proven-replaced.ts';
import { defineFault, type FaultWorld } from '../define-fault.ts';
import { WRONG_LIST } from './turn-about.ts';

/** What each target's log says since it was started with the wrong list. */
type Logs = Map<Member, () => Promise<string[]>>;

const logs = new WeakMap<FaultWorld['heal'], Logs>();

/**
 * etcd compares the list with what the peers say. Source: server/etcdserver/bootstrap.go;
 * api/membership/cluster.go, ValidateClusterAndAssignIDs.
 */
export const wrongInitialCluster = defineFault<object>({
  name: 'wrong-initial-cluster',
  subject: 'operator',
  summary:
    'The target is replaced (removed, wiped, added) and started with a --initial-cluster that ' +
    'leaves one member out.',
  params: {},
  heals: 'it starts with the right list',
  proof: {
    bite: "the target's process ends, for its list, in its log's words",
    end: 'the member serves, and its HashKV equals that of the others',
  },
  targets: { state: 'kept', leavesQuorum: true },
  plan: () => ({}),
  async inject(world) {
    const { cluster, targets, heal, rng } = world;
    const since: Logs = new Map();
    logs.set(heal, since);
    const drawn: string[] = [];
    for (const member of targets) {
      heal.push(`start ${member.name} with the right list`, () => setRight(member, world));
      await takeOut(member, cluster);
      await onFiles(member.machine, 'remove', member.machine.dataDir);
      const list = await addAgain(member, cluster);
      const forgotten = rng.pick(cluster.members.filter((m) => m !== member)).name;
      drawn.push(`${forgotten} is left out of the list of ${member.name}`);
      since.set(member, await logSince(member.machine));
      await startWrong(
        member,
        list.filter(({ name }) => name !== forgotten),
      );
    }
    return drawn.join(', ');
  },
  async proveBiting(world) {
    const { proveWithin: within, signal, targets, heal } = world;
    const looks = targets.map((member) => {
      const look = async () => refused(member, (await logs.get(heal)?.get(member)?.()) ?? []);
      return eventually(`${member.name} refuses its list`, look, { within, signal });
    });
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

/** Whatever else may have ended it is no word on the list. */
async function refused({ name, machine }: Member, log: readonly string[]): Promise<string> {
  if (machine.state !== 'stopped') throw new Error(`${name} is ${machine.state}`);
  const { code, signal } = await machine.exited();
  const how = `${name} ended (${signal ?? `exit code ${code}`})`;
  const words = lastWords(log.filter((line) => WRONG_LIST.test(line)));
  if (words === undefined) throw new Error(`${how}, not for its list`);
  return `${how}: ${words}`;
}
