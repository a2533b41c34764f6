import { eventually } from '../../../src/core/eventually.ts';
import { deadline } from '../../../src/core/deadline.ts';
import { millis, seconds } from '../../../src/core/duration.ts';
import type { Link, Links } from '../../../src/links/link.ts';
import type { Endpoint, EtcdStart, Machine, Runtime } from '../../../src/runtime/runtime.ts';
import { VERSION } from './parts.ts';

/** One etcd of one member, reached over its links. */
export interface SingleMember {
  readonly machine: Machine;
  readonly client: Link;
  readonly disk: Link;
  readonly plan: EtcdStart;
}

/** Prepares machine and links; nothing runs yet. */
export async function singleMember(
  runtime: Runtime,
  links: Links,
  name: string,
): Promise<SingleMember> {
  const machine = await runtime.machine({ name, version: VERSION });
  const [client, disk] = await Promise.all([
    links.client({ to: name, upstream: upstream(machine, 'client') }),
    links.disk({ of: name, upstream: upstream(machine, 'echo') }),
  ]);
  const plan = { flags: flags(machine), routes: [], disk: disk.fromMachines };
  return { machine, client, disk, plan };
}

export const upstream = ({ address }: Machine, port: 'client' | 'echo' | 'peer'): Endpoint => ({
  host: address.host,
  port: address.ports[port],
});

export const peerUrl = ({ address }: Machine): string =>
  `http://${address.host}:${address.ports.peer}`;

/** @param members the whole cluster; default: the machine alone. Fast timers: no disk is slow here. */
export function flags(machine: Machine, members: readonly Machine[] = [machine]): string[] {
  const { name, dataDir, address } = machine;
  const { listenHost, host, ports } = address;
  const cluster = members.map((member) => `${member.name}=${peerUrl(member)}`).join(',');
  return [
    `--name=${name}`,
    `--data-dir=${dataDir}`,
    `--listen-client-urls=http://${listenHost}:${ports.client}`,
    `--advertise-client-urls=http://${host}:${ports.client}`,
    `--listen-peer-urls=http://${listenHost}:${ports.peer}`,
    `--initial-advertise-peer-urls=${peerUrl(machine)}`,
    `--initial-cluster=${cluster}`,
    '--heartbeat-interval=20',
    '--election-timeout=200',
  ];
}

/** Whether etcd says over `at` that it serves; false also when nothing comes back in time. */
export async function isHealthy(at: Endpoint): Promise<boolean> {
  const late = (): Error => new Error('silence');
  return await deadline(millis(500), late, async (signal) => {
    const answer = await fetch(`http://${at.host}:${at.port}/health`, { signal });
    return answer.ok;
  }).catch(() => false);
}

export const serves = ({ client }: SingleMember): Promise<void> =>
  answersAt(client.fromHarness as Endpoint);

/** Waits until etcd says over `at` that it serves. */
export async function answersAt(at: Endpoint): Promise<void> {
  const healthy = (): Promise<boolean> => isHealthy(at);
  await eventually(`etcd serves at ${at.host}:${at.port}`, healthy, { within: seconds(20) });
}

/** etcdctl as an operator would run it on the machine, against the member's own client port. */
export async function etcdctl(machine: Machine, ...args: string[]): Promise<string> {
  const { host, ports } = machine.address;
  const endpoints = `--endpoints=http://${host}:${ports.client}`;
  const { code, stdout, stderr } = await machine.tool('etcdctl', [endpoints, ...args], seconds(10));
  return code === 0 ? stdout : `exit ${code}: ${stderr}`;
}
