import type { Endpoint, EtcdStart, MachineAddress } from './runtime.ts';

/** The gate's command line up to and including etcd's flags. */
export function memberArguments(member: {
  dataDir: string;
  address: MachineAddress;
  plan: EtcdStart;
  etcd: string;
  lifelineFd?: number;
}): string[] {
  const { address, dataDir, plan, etcd, lifelineFd } = member;
  const { listenHost, ports } = address;
  return [
    'member',
    ...plan.routes.flatMap(({ port, to }) => ['--route', `${port}=${text(to)}`]),
    ...(plan.disk === undefined ? [] : ['--disk', text(plan.disk)]),
    ...(plan.durability === undefined ? [] : ['--durability', plan.durability]),
    ...(plan.obeyPermissions === true ? ['--obey-permissions'] : []),
    ...['--disk-errors', dataDir],
    ...['--echo', text({ host: listenHost, port: ports.echo })],
    ...['--control', text({ host: listenHost, port: ports.control })],
    ...(lifelineFd === undefined ? [] : ['--lifeline', String(lifelineFd)]),
    '--',
    etcd,
    ...plan.flags,
  ];
}

/** A command that ends when the lifeline, which only the harness holds the other end of, closes. */
export function superviseArguments(command: readonly string[], lifelineFd = 3): string[] {
  return ['supervise', '--lifeline', String(lifelineFd), '--', ...command];
}

const text = ({ host, port }: Endpoint): string => `${host}:${port}`;
