import { seconds } from '../../core/duration.ts';
import { eventually } from '../../core/eventually.ts';
import type { Admin, ListedMember } from '../../etcd/admin.ts';
import { withAdmin } from '../../cluster/rejoin.ts';
import { defineFault, type FaultWorld } from '../define-fault.ts';

const PERMITTED_WITHIN = seconds(30);

const refusals = new WeakMap<FaultWorld['heal'], string[]>();

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
    bite: "the list has one member more, not started; the second addition is refused, etcd's words",
    end: 'the list has the members of before',
  },
  plan: () => ({}),
  async inject(world) {
    const { cluster, targets, heal } = world;
    const said: string[] = [];
    refusals.set(heal, said);
    const host = targets[0]?.machine.address.host;
    // Nobody listens there, and no link leads there: the member is never started.
    const url = `http://${host}:1`;
    heal.push('remove the member that never started', () => removed(world, url));
    await eventually(
      'etcd permits the first member add',
      () => withAdmin(cluster, undefined, (admin) => addedOnce(admin, url)),
      { within: PERMITTED_WITHIN, every: seconds(0.2) },
    );
    said.push(await withAdmin(cluster, undefined, (admin) => refusal(admin, url)));
  },
  async proveBiting({ cluster, heal }) {
    const list = await withAdmin(cluster, undefined, (admin) => admin.memberList());
    const phantoms = list.filter(({ name }) => name === '');
    const said = refusals.get(heal) ?? [];
    if (phantoms.length !== 1) throw new Error(`not started: ${phantoms.length}`);
    return `${list.length} members, 1 never started; added again: ${said.join()}`;
  },
  async proveGone({ cluster, proveWithin: within, signal }) {
    const look = () => withAdmin(cluster, undefined, (admin) => asBefore(admin, cluster.members));
    return await eventually('the list of before', look, { within, signal });
  },
});

async function addedOnce(admin: Admin, url: string): Promise<true> {
  const listed = (await admin.memberList()).some((one) => one.peerUrls.includes(url));
  if (!listed) await admin.memberAdd(url);
  return true;
}

/** @returns etcd's words. @throws when etcd took the member. */
async function refusal(admin: Admin, url: string): Promise<string> {
  const list = await admin.memberAdd(url).catch((error: unknown) => String(error));
  if (typeof list === 'string') return list.replace(/^.*?member add at \S+ /, '');
  throw new Error(`etcd took ${url} as member ${list.length}`);
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

async function asBefore(admin: Admin, members: readonly { name: string }[]): Promise<string> {
  const list: readonly ListedMember[] = await admin.memberList();
  const names = list.map(({ name }) => name).toSorted();
  const wanted = members.map(({ name }) => name).toSorted();
  if (names.join() !== wanted.join()) throw new Error(`the list is ${names.join()}`);
  return `the list is ${names.join(', ')}`;
}
