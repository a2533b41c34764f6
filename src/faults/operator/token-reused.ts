import { eventually } from '../../core/eventually.ts';
import { peerUrl } from '../../cluster/build-cluster.ts';
import { onFiles } from '../../cluster/data-dir.ts';
import { logSince } from '../../cluster/log-since.ts';
import type { Member } from '../../cluster/member.ts';
import { rejoin } from '../../cluster/rejoin.ts';
import { provenReplaced } from '../data/proven-replaced.ts';
import { defineFault, type FaultWorld } from '../define-fault.ts';

/** Log readers of all members since the harm began. */
const logs = new WeakMap<FaultWorld['heal'], (() => Promise<string[]>)[]>();

/**
 * Cluster and member ids are hashes of the token and the peer URLs, and every request between
 * members carries the cluster's. Source: server/etcdserver/api/membership/cluster.go, genID;
 * server/etcdserver/api/rafthttp/http.go, checkClusterCompatibilityFromHeader.
 */
export const tokenReused = defineFault<object>({
  name: 'token-reused',
  subject: 'operator',
  summary:
    'The target is wiped and bootstrapped as a cluster of its own with the token of the old one; ' +
    'no clients are sent to it.',
  params: {},
  heals: 'the member is replaced: removed, wiped, added and started empty; clients come back',
  proof: {
    bite: 'requests between the target and the others are refused for their cluster id, by the logs',
    end: 'the member serves, and its HashKV equals that of the others',
  },
  targets: { state: 'kept', leavesQuorum: true },
  plan: () => ({}),
  async inject(world) {
    const { cluster, targets, heal } = world;
    logs.set(heal, await Promise.all(cluster.members.map(({ machine }) => logSince(machine))));
    for (const member of targets) {
      heal.push(`join ${member.name} again`, () => backAgain(member, world));
      await member.client.disable();
      await bootstrapped(member);
    }
  },
  async proveBiting({ cluster, heal, proveWithin: within, signal }) {
    const readers = logs.get(heal) ?? [];
    const look = async (): Promise<string> => {
      const lines = await Promise.all(readers.map(async (read) => mismatchIn(await read())));
      const told = lines.flatMap((line, i) => {
        return line === undefined ? [] : [`${cluster.members[i]?.name}: ${line}`];
      });
      if (told.length === 0) throw new Error('no log tells of a wrong cluster id');
      return told.join('; ');
    };
    return await eventually('a request refused for its cluster id', look, { within, signal });
  },
  proveGone: (world) => provenReplaced(world),
});

const MISMATCH = /cluster ID mismatch/i;

function mismatchIn(lines: readonly string[]): string | undefined {
  const line = lines.find((one) => MISMATCH.test(one));
  if (line === undefined) return undefined;
  const { msg, error } = JSON.parse(line) as Record<string, string>;
  const ids = Object.entries(JSON.parse(line) as Record<string, string>).filter(([name]) =>
    name.endsWith('cluster-id'),
  );
  return [msg, error, ...ids.map(([name, id]) => `${name} ${id}`)].filter(Boolean).join(', ');
}

async function bootstrapped({ name, machine, plan }: Member): Promise<void> {
  await machine.kill();
  await onFiles(machine, 'remove', machine.dataDir);
  const alone = [`--initial-cluster=${name}=${peerUrl(machine)}`, '--initial-cluster-state=new'];
  await machine.start({ ...plan, flags: [...plan.flags, ...alone], mayEnd: true });
}

async function backAgain(member: Member, { cluster, current }: FaultWorld): Promise<void> {
  if (current() !== cluster || member.machine.state === 'lost') return;
  await rejoin(member, cluster);
  await member.client.enable();
}
