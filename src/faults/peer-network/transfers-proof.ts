import { nanos, seconds } from '../../core/duration.ts';
import { eventually } from '../../core/eventually.ts';
import { logSince } from '../../cluster/log-since.ts';
import { memberStatus } from '../../etcd/member-status.ts';
import { fetchMetrics } from '../../etcd/metrics.ts';
import { snapshotTransfers } from '../../etcd/snapshot-transfers.ts';
import type { FaultWorld } from '../define-fault.ts';
import { brokenTold, type LogsOf } from './broken-told.ts';
import { newestOf } from './fall-behind.ts';

const ANSWER = seconds(3);
/** Who fell far behind dials anew, may campaign, and is found out by a leader that waits between tries. */
const MORE_TIME = seconds(15);

/** How many snapshots the members that are no targets sent to the targets. */
interface Count {
  readonly sent: number;
  readonly failed: number;
}

interface Seen {
  /** The targets' ids, in hex. */
  readonly ids: readonly string[];
  readonly before: Count;
  readonly logs: LogsOf;
  bit: boolean;
}

const seen = new WeakMap<FaultWorld['heal'], Seen>();

/** To be called before the targets fall behind. */
export async function transfersBefore(world: FaultWorld): Promise<void> {
  const { cluster, targets, heal } = world;
  const ids = await Promise.all(
    targets.map(async ({ machine }) => {
      return (await memberStatus(await machine.endpoint('client'), ANSWER)).member;
    }),
  );
  const logs = new Map(
    await Promise.all(
      cluster.members.map(async (member) => [member, await logSince(member.machine)] as const),
    ),
  );
  seen.set(heal, { ids, before: await count(world, ids), logs, bit: false });
}

/** Looks until a transfer to a target broke off and both ends say so. */
export async function brokeOff(world: FaultWorld, bytes: number): Promise<string> {
  const one = seen.get(world.heal);
  if (one === undefined) throw new Error('no transfer was looked for');
  const look = async (): Promise<string> => {
    const now = await count(world, one.ids);
    const [sent, failed] = [now.sent - one.before.sent, now.failed - one.before.failed];
    const told = `transfers that broke off: ${failed}, that got through: ${sent}`;
    const words = await brokenTold(one.logs);
    if (sent > 0 || failed === 0 || words.length < 2) throw new Error([told, ...words].join('; '));
    one.bit = true;
    return `${told}; ${bytes} bytes of each; ${words.join('; ')}; ${await behind(world)}`;
  };
  return await eventually('a snapshot broke off', look, patient(world));
}

/** Looks until every target that runs has what the others had, by a snapshot where one broke off. */
export async function gotThrough(world: FaultWorld): Promise<string> {
  const { cluster, current, targets } = world;
  const one = seen.get(world.heal);
  const alive = targets.filter(({ machine }) => machine.state === 'running');
  if (current() !== cluster || alive.length === 0) return 'no target is left';
  const others = cluster.members.filter((member) => !targets.includes(member));
  const goal = await newestOf(others);
  const look = async (): Promise<string> => {
    const got = one === undefined ? 0 : (await count(world, one.ids)).sent - one.before.sent;
    const at = await newestOf(alive);
    if (one?.bit === true && got < 1) throw new Error('no snapshot got through yet');
    if (at < goal) throw new Error(`at revision ${at}, the others had ${goal}`);
    return `transfers that got through: ${got}; at revision ${at}, the others had ${goal}`;
  };
  return await eventually('a snapshot got through', look, patient(world));
}

const patient = ({ proveWithin, signal }: FaultWorld) => ({
  within: nanos(proveWithin + MORE_TIME),
  every: seconds(0.1),
  signal,
});

async function behind({ cluster, targets }: FaultWorld): Promise<string> {
  const others = cluster.members.filter((member) => !targets.includes(member));
  const [at, newest] = [await newestOf(targets), await newestOf(others)];
  return `at revision ${at}, the others at ${newest}`;
}

async function count({ cluster, targets }: FaultWorld, ids: readonly string[]): Promise<Count> {
  const others = cluster.members.filter(
    (member) => !targets.includes(member) && member.machine.state === 'running',
  );
  const all = await Promise.all(
    others.map(async ({ machine }) =>
      snapshotTransfers(await fetchMetrics(await machine.endpoint('client'), { within: ANSWER })),
    ),
  );
  const sum = (which: keyof Count): number =>
    all.reduce((n, one) => n + ids.reduce((m, id) => m + (one[which].get(id) ?? 0), 0), 0);
  return { sent: sum('sent'), failed: sum('failed') };
}
