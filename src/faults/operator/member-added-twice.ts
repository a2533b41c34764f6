import { seconds } from '../../core/duration.ts';
import { eventually } from '../../core/eventually.ts';
import type { Admin, ListedMember } from '../../etcd/admin.ts';
import { withAdmin } from '../../cluster/rejoin.ts';
import { defineFault, type FaultWorld } from '../define-fault.ts';
import { listsAgree } from './lists-agree.ts';

const PERMITTED_WITHIN = seconds(30);

const answers = new WeakMap<FaultWorld['heal'], string>();

/**
 * etcd counts a member from its addition on, started or not. Source: server/etcdserver/server.go,
 * mayAddMember.
 */
export const memberAddedTwice = defineFault<object>({
  name: 'member-added-twice',
  subject: 'operator',
  summary:
    'A member that never starts is added at the host of the target, and then added again. It ' +
    'counts for the quorum from the first addition on.',
  params: {},
  heals: 'the member that never started is removed; for that the target must live',
  proof: {
    bite: "a quorum lists one member more, not started; the second addition is refused, in etcd's words",
    end: 'a quorum lists the members of before',
  },
  plan: () => ({}),
  async inject(world) {
    const { cluster, heal, signal } = world;
    const url = urlOf(world);
    heal.push('remove the member that never started', () => removed(world, url));
    const permitted = <T>(what: string, ask: (admin: Admin) => Promise<T>) => {
      const limits = { within: PERMITTED_WITHIN, every: seconds(0.2), signal };
      return eventually(what, () => withAdmin(cluster, undefined, ask), limits);
    };
    await permitted('etcd permits the first member add', (admin) => addedOnce(admin, url));
    answers.set(heal, await permitted('etcd answers the second', (admin) => answer(admin, url)));
  },
  async proveBiting(world) {
    const { cluster, heal, proveWithin: within, signal } = world;
    const said = answers.get(heal) ?? 'nothing was asked';
    if (!isRefusal(said)) throw new Error(`the second addition: ${said}`);
    const url = urlOf(world);
    const look = () => listsAgree(cluster, (list) => idleIn(list, url));
    return `${await eventually('a list with it', look, { within, signal })}; added again: ${said}`;
  },
  async proveGone({ cluster, current, proveWithin: within, signal }) {
    if (current() !== cluster) return 'the cluster was replaced';
    const names = namesTold(cluster.members);
    const look = () => listsAgree(cluster, (list) => asBefore(list, names));
    return await eventually('the list of before', look, { within, signal });
  },
});

/** Nobody listens there, and no link leads there: the member is never started. */
const urlOf = ({ targets }: FaultWorld): string => `http://${targets[0]?.machine.address.host}:1`;

/**
 * As rpctypes/error.go has them (3.5 to 3.7 alike): ErrGRPCPeerURLExist, ErrGRPCMemberExist,
 * ErrGRPCUnhealthy, ErrGRPCMemberNotEnoughStarted. A time-out is no refusal.
 */
const REFUSED = /etcdserver: .*(already exist|unhealthy cluster|not enough started members)/;

/** Whether these are etcd's words for a member that it does not take. */
export const isRefusal = (said: string): boolean => REFUSED.test(said);

async function addedOnce(admin: Admin, url: string): Promise<true> {
  const listed = (await admin.memberList()).some((one) => one.peerUrls.includes(url));
  if (!listed) await admin.memberAdd(url);
  return true;
}

/** @returns what etcd made of it. @throws where it did not say: it is asked again. */
async function answer(admin: Admin, url: string): Promise<string> {
  const list = await admin.memberAdd(url).catch((error: unknown) => String(error));
  if (typeof list !== 'string') return `etcd took ${url} as member ${list.length}`;
  if (isRefusal(list)) return list.replace(/^.*?member add at \S+ /, '');
  throw new Error(list);
}

async function removed(world: FaultWorld, url: string): Promise<void> {
  const { cluster, current, targets } = world;
  if (current() !== cluster) return;
  // Of three members and one that never starts, all three are needed to remove it.
  for (const { machine, plan } of targets) {
    if (machine.state === 'stopped') await machine.start(plan);
  }
  const look = () => withAdmin(cluster, undefined, (admin) => removeIt(admin, url));
  const limits = { within: PERMITTED_WITHIN, every: seconds(0.2) };
  await eventually('etcd permits the member remove', look, limits);
}

async function removeIt(admin: Admin, url: string): Promise<true> {
  const listed = (await admin.memberList()).find((one) => one.peerUrls.includes(url));
  if (listed !== undefined) await admin.memberRemove(listed.id);
  return true;
}

function idleIn(list: readonly ListedMember[], url: string): string {
  const idle = list.some(({ name, peerUrls }) => name === '' && peerUrls.includes(url));
  if (!idle) throw new Error(`${url} is not listed as never started`);
  return `${list.length} members, 1 never started`;
}

function asBefore(list: readonly ListedMember[], names: string): string {
  const now = namesTold(list);
  if (now !== names) throw new Error(`the list is ${now}`);
  return `the list is ${now}`;
}

const namesTold = (members: readonly { name: string }[]): string =>
  members
    .map(({ name }) => name)
    .toSorted()
    .join(', ');
