import { adminClient } from '../../etcd/admin.ts';
import { memberStatus } from '../../etcd/member-status.ts';
import { seconds } from '../../core/duration.ts';
import { HarnessBug } from '../../core/doomsday-error.ts';
import { eventually } from '../../core/eventually.ts';
import { onFiles } from '../../cluster/data-dir.ts';
import type { Member } from '../../cluster/member.ts';
import { memberToAsk, rejoin } from '../../cluster/rejoin.ts';
import { serves } from '../../cluster/serves.ts';
import { provenReplaced } from '../data/proven-replaced.ts';
import { defineFault, type FaultWorld } from '../define-fault.ts';
import { endOf, turnAbout, type Operator } from './turn-about.ts';

const ASK_WITHIN = seconds(5);
const LED_WITHIN = seconds(20);
const SERVES_WITHIN = seconds(30);

const all = new WeakMap<FaultWorld['heal'], readonly Operator[]>();

/**
 * Which of them is refused is etcd's to say: an addition while members are not connected (3.6 and
 * before: any of them; since 3.7: more than a minority), or else the start of the one who was added
 * first, whose list lacks the other. Source: server/etcdserver/server.go, mayAddMember;
 * api/membership/cluster.go, ValidateClusterAndAssignIDs.
 */
export const twoRecoveries = defineFault<object>({
  name: 'two-recoveries',
  subject: 'operator',
  summary:
    'The targets lose their data, and for each an operator runs member remove, member add and a ' +
    'start: turn about, as if the others were not there.',
  params: {},
  heals: 'the members are replaced one after the other',
  proof: {
    bite: "at least one operator is refused, in etcd's words: the addition, or the start",
    end: 'the members serve, and their HashKV equals that of the others',
  },
  needs: [
    {
      what: 'five members or more',
      unmet: ({ members }) =>
        members >= 5 ? undefined : `two of ${members} lost members leave no quorum to ask`,
    },
  ],
  targets: { state: 'kept', least: 2, leavesQuorum: true },
  plan: () => ({}),
  async inject(world) {
    const { cluster, targets, heal } = world;
    if (targets.length < 2) throw new HarnessBug('two recoveries need two targets');
    for (const member of targets) {
      heal.push(`replace ${member.name}`, () => replaced(member, world));
    }
    await Promise.all(targets.map((member) => wiped(member)));
    await haveLeader(cluster.members.filter((member) => !targets.includes(member)));
    const helper = await memberToAsk(cluster);
    const admin = adminClient(await helper.machine.endpoint('client'), { within: ASK_WITHIN });
    all.set(heal, await turnAbout(targets, admin).finally(() => admin.close()));
  },
  async proveBiting({ heal, proveWithin: within, signal }) {
    const look = async (): Promise<string> => {
      const ends = await Promise.all((all.get(heal) ?? []).map(endOf));
      const told = ends.map(({ words }) => words).join('; ');
      if (!ends.some(({ refused }) => refused)) throw new Error(told);
      return told;
    };
    return await eventually("a refusal in etcd's words", look, { within, signal });
  },
  proveGone: (world) => provenReplaced(world),
});

async function wiped({ machine }: Member): Promise<void> {
  await machine.kill();
  await onFiles(machine, 'remove', machine.dataDir);
}

/**
 * Members send a request to a leader that is gone until they elect another, and it is lost without
 * a word: nobody would have been refused. So the operators begin when all the others name one.
 */
async function haveLeader(others: readonly Member[]): Promise<void> {
  const look = async (): Promise<true> => {
    const running = others.filter(({ machine }) => machine.state === 'running');
    const voices = await Promise.all(
      running.map(async ({ machine }) =>
        memberStatus(await machine.endpoint('client'), ASK_WITHIN),
      ),
    );
    const named = [...new Set(voices.map(({ leader }) => leader))];
    if (named.length === 1 && voices.some(({ member }) => member === named[0])) return true;
    throw new Error(`they name ${named.join(', ')}`);
  };
  await eventually('the members that are left have a leader', look, { within: LED_WITHIN });
}

/** The next one may be added when this one serves: its own list would lack the next. */
async function replaced(member: Member, { cluster, current }: FaultWorld): Promise<void> {
  if (current() !== cluster || member.machine.state === 'lost') return;
  if (member.machine.state === 'running' && (await serves(member))) return;
  await rejoin(member, cluster);
  await eventually(`${member.name} serves`, () => serves(member), { within: SERVES_WITHIN });
}
