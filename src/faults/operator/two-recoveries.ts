import { adminClient } from '../../etcd/admin.ts';
import { seconds } from '../../core/duration.ts';
import { HarnessBug } from '../../core/doomsday-error.ts';
import { peerUrl } from '../../cluster/build-cluster.ts';
import type { Cluster } from '../../cluster/cluster.ts';
import { onFiles } from '../../cluster/data-dir.ts';
import type { Member } from '../../cluster/member.ts';
import { memberToAsk, rejoin, startJoining } from '../../cluster/rejoin.ts';
import { serves } from '../../cluster/serves.ts';
import { provenReplaced } from '../data/proven-replaced.ts';
import { defineFault, type FaultWorld } from '../define-fault.ts';

const ASK_WITHIN = seconds(5);

/** What came of each operator's work. */
const ends = new WeakMap<FaultWorld['heal'], string[]>();

/** Source: server/etcdserver/server.go, mayAddMember, mayRemoveMember (strict reconfiguration). */
export const twoRecoveries = defineFault<object>({
  name: 'two-recoveries',
  subject: 'operator',
  summary:
    'The targets lose their data, and for each an operator runs member remove, member add and a ' +
    'start, all at the same time and without waiting for each other.',
  params: {},
  heals: 'the members are replaced one after the other',
  proof: {
    bite: "at least one operator is refused, in etcd's words",
    end: 'the members serve, and their HashKV equals that of the others',
  },
  needs: [
    {
      what: 'five members or more',
      unmet: ({ members }) =>
        members >= 5 ? undefined : `two of ${members} lost members leave no quorum to ask`,
    },
  ],
  plan: () => ({}),
  async inject(world) {
    const { cluster, targets, heal } = world;
    if (targets.length < 2) throw new HarnessBug('two recoveries need two targets');
    for (const member of targets) {
      heal.push(`replace ${member.name}`, () => replaced(member, world));
    }
    await Promise.all(targets.map((member) => wiped(member)));
    const helper = await memberToAsk(cluster);
    const work = targets.map((member) => operator(member, helper, cluster));
    ends.set(heal, await Promise.all(work));
  },
  async proveBiting({ heal }) {
    const said = ends.get(heal) ?? [];
    // A call that only came too late says nothing about etcd's rules.
    if (!said.some((end) => ETCDS_REFUSAL.test(end))) throw new Error(said.join('; '));
    return said.join('; ');
  },
  proveGone: (world) => provenReplaced(world),
});

/** What etcd says of a change that it thinks unsafe; a time-out is no such word. */
const ETCDS_REFUSAL = /unhealthy cluster|not enough started members/;

async function wiped({ machine }: Member): Promise<void> {
  await machine.kill();
  await onFiles(machine, 'remove', machine.dataDir);
}

/** One who follows the runbook and does not look left or right. @returns how it ended. */
async function operator(member: Member, helper: Member, cluster: Cluster): Promise<string> {
  const { name, machine } = member;
  const admin = adminClient(await helper.machine.endpoint('client'), { within: ASK_WITHIN });
  try {
    const url = peerUrl(machine);
    const old = (await admin.memberList()).find((one) => one.peerUrls.includes(url));
    if (old !== undefined) await admin.memberRemove(old.id);
    await startJoining(member, await admin.memberAdd(url));
    return `${name} was added among ${cluster.members.length}`;
  } catch (error) {
    return `${name} was not recovered: ${String(error)}`;
  } finally {
    admin.close();
  }
}

async function replaced(member: Member, { cluster, current }: FaultWorld): Promise<void> {
  if (current() !== cluster || member.machine.state === 'lost') return;
  if (member.machine.state === 'running' && (await serves(member))) return;
  await rejoin(member, cluster);
}
