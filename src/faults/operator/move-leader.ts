import { seconds } from '../../core/duration.ts';
import { eventually } from '../../core/eventually.ts';
import { adminClient } from '../../etcd/admin.ts';
import { memberStatus, type MemberStatus } from '../../etcd/member-status.ts';
import type { Member } from '../../cluster/member.ts';
import { defineFault, type FaultWorld } from '../define-fault.ts';
import { serving } from '../serving.ts';

const ASK_WITHIN = seconds(2);
const MOVED_WITHIN = seconds(10);

interface Office {
  readonly from: string;
  readonly to: string;
  readonly toId: string;
  readonly term: string;
}

const moved = new WeakMap<FaultWorld['heal'], Office>();

export const moveLeader = defineFault<object>({
  name: 'move-leader',
  subject: 'operator',
  summary:
    'Hands the office of leader to the target; a target that leads hands it to another member.',
  params: {},
  heals: 'nothing is to be healed: the cluster has a leader',
  proof: {
    bite: 'another member than before leads, by the answers of the members',
    end: 'the members that serve name one leader',
  },
  plan: () => ({}),
  async inject(world) {
    const views = await viewsOf(world);
    const leading = views.find(({ status }) => status.leader === status.member);
    if (leading === undefined) throw new Error('no member says that it leads');
    const heirs = drawHeirs(world);
    const heir = heirs
      .map((one) => views.find(({ member }) => member === one))
      .find((view) => view !== undefined && view !== leading);
    if (heir === undefined) throw new Error('no other member serves');
    const { member: from, status } = leading;
    moved.set(world.heal, {
      ...{ from: from.name, to: heir.member.name },
      ...{ toId: heir.status.member, term: status.term },
    });
    const endpoint = await from.machine.endpoint('client');
    const admin = adminClient(endpoint, { within: MOVED_WITHIN });
    await admin.moveLeader(heir.status.member).finally(() => admin.close());
    return `the first of these that serves and does not lead: ${heirs.map((m) => m.name).join(', ')}`;
  },
  async proveBiting(world) {
    const office = moved.get(world.heal) as Office;
    const { proveWithin: within, signal } = world;
    return await eventually('another leader', () => leads(world, office), { within, signal });
  },
  async proveGone(world) {
    const { proveWithin: within, signal } = world;
    return await eventually('one leader', () => agreed(world), { within, signal });
  },
});

/** The target, and the others as the seed draws them: whoever leads now is no part of the draw. */
function drawHeirs({ cluster, targets: [wanted], rng }: FaultWorld): Member[] {
  const others = rng.shuffle(cluster.members.filter((member) => member !== wanted));
  return wanted === undefined ? others : [wanted, ...others];
}

interface View {
  readonly member: Member;
  readonly status: MemberStatus;
}

async function viewsOf({ cluster }: FaultWorld): Promise<View[]> {
  const members = await serving(cluster);
  return await Promise.all(
    members.map(async (member) => {
      const endpoint = await member.machine.endpoint('client');
      return { member, status: await memberStatus(endpoint, ASK_WITHIN) };
    }),
  );
}

async function leads(world: FaultWorld, { from, to, toId, term }: Office): Promise<string> {
  const views = await viewsOf(world);
  const own = views.find(({ member }) => member.name === to);
  if (own === undefined || own.status.leader !== toId) throw new Error(`${from} still leads`);
  return `${from} led in term ${term}, ${to} leads in term ${own.status.term}`;
}

async function agreed(world: FaultWorld): Promise<string> {
  const views = await viewsOf(world);
  const leader = oneLeader(views.map(({ status }) => status.leader));
  return `${views.length} members name leader ${leader}`;
}

/** @param named whom each member names, in hex; "0" = nobody. @throws unless all name the same. */
export function oneLeader(named: readonly string[]): string {
  const [leader, ...others] = new Set(named);
  if (leader !== undefined && leader !== '0' && others.length === 0) return leader;
  throw new Error(`leaders: ${[...new Set(named)].join(', ')}`);
}
