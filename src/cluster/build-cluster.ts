import type { Duration } from '../core/duration.ts';
import { etcdFlags } from '../etcd/flags.ts';
import type { Link, Links } from '../links/link.ts';
import type { Endpoint, Machine, Runtime } from '../runtime/runtime.ts';
import type { Cluster } from './cluster.ts';
import type { Member } from './member.ts';

/** How the members of a new cluster are to be; timers as etcd takes them. */
export interface ClusterPlan {
  readonly epoch: number;
  readonly names: readonly string[];
  readonly version: string;
  readonly token: string;
  readonly settings: {
    readonly heartbeat: Duration;
    readonly election: Duration;
    readonly quotaBackendBytes: number;
    readonly snapshotCount: number;
    readonly extraFlags: readonly string[];
  };
  /** Client links of an earlier cluster that this one takes over, by member name. */
  readonly takeOver?: ReadonlyMap<string, Link>;
  /** Its members can lose power, with everything that they have not synced. */
  readonly canLosePower?: boolean;
}

/**
 * Prepares machines and links of a cluster; nothing is started and no data dir is written.
 * All links of a cluster are created concurrently. Taken-over client links are left as they are.
 */
export async function buildCluster(
  plan: ClusterPlan,
  { runtime, links }: { runtime: Runtime; links: Links },
): Promise<Cluster> {
  const machines = new Map(
    await Promise.all(
      plan.names.map(async (name) => {
        const machine = await runtime.machine({
          name: machineName(name, plan.epoch),
          version: plan.version,
        });
        return [name, machine] as const;
      }),
    ),
  );
  const members = await Promise.all(plan.names.map((name) => member(name, plan, machines, links)));
  const { epoch, version, token } = plan;
  return { epoch, version, token, members };
}

/** Machines of a later epoch have names of their own: the old ones may still exist, fenced. */
const machineName = (member: string, epoch: number): string =>
  epoch === 1 ? member : `${member}-e${epoch}`;

async function member(
  name: string,
  plan: ClusterPlan,
  machines: ReadonlyMap<string, Machine>,
  links: Links,
): Promise<Member> {
  const machine = machines.get(name) as Machine;
  const others = plan.names.filter((n) => n !== name);
  const [client, disk, ...peers] = await Promise.all([
    plan.takeOver?.get(name) ??
      links.client({ to: machine.name, upstream: upstreamOf(machine, 'client') }),
    links.disk({ of: machine.name, upstream: upstreamOf(machine, 'echo') }),
    ...others.map((other) => peerLink(machine, machines.get(other) as Machine, links)),
  ]);
  const dials = new Map(others.map((other, i) => [other, peers[i] as Link]));
  const routes = others.map((other) => ({
    port: (machines.get(other) as Machine).address.ports.peer,
    to: (dials.get(other) as Link).fromMachines,
  }));
  const flags = etcdFlags(description(name, client, plan, machines), plan.version);
  const durability = plan.canLosePower === true ? { durability: machine.dataDir } : {};
  const start = { flags, routes, disk: disk.fromMachines, ...durability };
  return { name, machine, client, disk, dials, plan: start };
}

const peerLink = (from: Machine, to: Machine, links: Links): Promise<Link> =>
  links.peer({ from: from.name, to: to.name, upstream: upstreamOf(to, 'peer') });

/** Where Toxiproxy finds a port of `machine`. */
export const upstreamOf = ({ address }: Machine, port: 'client' | 'peer' | 'echo'): Endpoint => ({
  host: address.host,
  port: address.ports[port],
});

export const peerUrl = ({ address }: Machine): string =>
  `http://${address.host}:${address.ports.peer}`;

/** `m1=http://…,m2=http://…`: what every member and every restore is told. */
export const initialCluster = (machines: ReadonlyMap<string, Machine>): string =>
  [...machines].map(([name, machine]) => `${name}=${peerUrl(machine)}`).join(',');

function description(
  name: string,
  client: Link,
  plan: ClusterPlan,
  machines: ReadonlyMap<string, Machine>,
) {
  const machine = machines.get(name) as Machine;
  const { listenHost, ports } = machine.address;
  const advertised = client.fromHarness as Endpoint;
  return {
    name,
    dataDir: machine.dataDir,
    listenClientUrl: `http://${listenHost}:${ports.client}`,
    advertiseClientUrl: `http://${advertised.host}:${advertised.port}`,
    listenPeerUrl: `http://${listenHost}:${ports.peer}`,
    advertisePeerUrl: peerUrl(machine),
    initialCluster: initialCluster(machines),
    initialClusterToken: plan.token,
    initialClusterState: 'new' as const,
    ...plan.settings,
  };
}
