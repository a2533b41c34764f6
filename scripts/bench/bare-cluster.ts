import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EtcdBinaries } from '../../src/provision/provisioned.ts';
import { freePort } from '../../test/support/etcd-process.ts';

/** A cluster as a shell script starts it: no gate, no links. */
export interface BareCluster extends AsyncDisposable {
  readonly endpoints: readonly { host: string; port: number }[];
  readonly folder: string;
  readonly members: readonly BareMember[];
  readonly initialCluster: string;
  start(): void;
}

export interface BareMember {
  readonly name: string;
  readonly dataDir: string;
  readonly peerUrl: string;
}

/** Chooses places for `count` members with etcd's default timers; nothing runs before `start`. */
export async function bareCluster(etcd: EtcdBinaries, count: number): Promise<BareCluster> {
  const folder = await mkdtemp(join(tmpdir(), 'doomsday-bare-'));
  const ports: { client: number; peer: number }[] = [];
  for (let i = 0; i < count; i++) ports.push({ client: await freePort(), peer: await freePort() });
  const members = ports.map(({ peer }, i) => ({
    name: `m${i + 1}`,
    dataDir: join(folder, `m${i + 1}`),
    peerUrl: `http://127.0.0.1:${peer}`,
  }));
  const initialCluster = members.map((m) => `${m.name}=${m.peerUrl}`).join(',');
  const children: ChildProcess[] = [];
  const flags = (m: BareMember, client: string): string[] => [
    `--name=${m.name}`,
    `--data-dir=${m.dataDir}`,
    `--listen-client-urls=${client}`,
    `--advertise-client-urls=${client}`,
    `--listen-peer-urls=${m.peerUrl}`,
    `--initial-advertise-peer-urls=${m.peerUrl}`,
    `--initial-cluster=${initialCluster}`,
    '--initial-cluster-token=bare',
  ];
  return {
    folder,
    members,
    initialCluster,
    endpoints: ports.map(({ client }) => ({ host: '127.0.0.1', port: client })),
    start: () => {
      members.forEach((m, i) => {
        const client = `http://127.0.0.1:${ports[i]?.client}`;
        children.push(spawn(etcd.etcd, flags(m, client), { stdio: 'ignore' }));
      });
    },
    [Symbol.asyncDispose]: async () => {
      const gone = children.map((child) => once(child, 'exit'));
      for (const child of children) child.kill('SIGKILL');
      await Promise.all(gone);
      await rm(folder, { recursive: true, force: true });
    },
  };
}
