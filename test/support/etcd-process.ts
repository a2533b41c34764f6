import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { seconds } from '../../src/core/duration.ts';
import { eventually } from '../../src/core/eventually.ts';
import type { EtcdEndpoint } from '../../src/etcd/connection.ts';
import type { EtcdAsked } from '../../src/provision/etcd-asked.ts';
import type { EtcdBinaries } from '../../src/provision/provisioned.ts';
import { provisionContext } from '../../src/provision/provision-context.ts';
import { provisionEtcd } from '../../src/provision/provision-etcd.ts';

/** One bare etcd member as a child of the test: no gate, no links, its data in a folder of its own. */
export interface EtcdProcess extends AsyncDisposable {
  readonly endpoint: EtcdEndpoint;
  /** A folder for snapshots, removed with the rest. */
  readonly folder: string;
  readonly pid: number;
  /** Starts it, or starts it again on the same address; waits until it serves. */
  start(dataDir?: string): Promise<void>;
  /** SIGKILL; the data stays. */
  kill(): Promise<void>;
  /** Runs etcdctl or etcdutl; etcdctl is told the endpoint. @throws with its output when it fails. */
  tool(name: 'etcdctl' | 'etcdutl', ...args: string[]): string;
}

/** Prepares a member; nothing runs before `start`. Its binaries come from the cache when they can. */
export async function etcdProcess({
  version = '3.7.1',
  asked = { kind: 'version', version },
  flags = [],
}: {
  version?: string;
  asked?: EtcdAsked;
  flags?: readonly string[];
} = {}): Promise<EtcdProcess> {
  const binaries = await provisionEtcd(asked, provisionContext());
  const folder = await mkdtemp(join(tmpdir(), 'etcd-process-'));
  const [client, peer] = await Promise.all([freePort(), freePort()]);
  const endpoint = { host: '127.0.0.1', port: client };
  let child: ChildProcess | undefined;
  const kill = async (): Promise<void> => {
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGKILL');
    await once(child, 'exit');
  };
  const start = async (dataDir = join(folder, 'data')): Promise<void> => {
    const args = [...flagsFor({ dataDir, client, peer }), ...flags];
    child = spawn(binaries.etcd, args, { stdio: 'ignore' });
    await eventually('etcd serves', () => serves(client), { within: seconds(20) });
  };
  return {
    endpoint,
    folder,
    get pid() {
      return child?.pid ?? 0;
    },
    start,
    kill,
    tool: (name, ...args) => runTool({ binaries, name, args, client }),
    [Symbol.asyncDispose]: async () => {
      await kill();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function flagsFor(at: { dataDir: string; client: number; peer: number }): string[] {
  const [client, peer] = [at.client, at.peer].map((port) => `http://127.0.0.1:${port}`);
  return [
    ...['--name', 'm1', '--data-dir', at.dataDir],
    ...[`--listen-client-urls=${client}`, `--advertise-client-urls=${client}`],
    ...[`--listen-peer-urls=${peer}`, `--initial-advertise-peer-urls=${peer}`],
    `--initial-cluster=m1=${peer}`,
  ];
}

function runTool(plan: {
  binaries: EtcdBinaries;
  name: 'etcdctl' | 'etcdutl';
  args: readonly string[];
  client: number;
}): string {
  const { binaries, name, args, client } = plan;
  const where = name === 'etcdctl' ? [`--endpoints=127.0.0.1:${client}`] : [];
  const { status, stdout, stderr } = spawnSync(binaries[name] ?? name, [...where, ...args], {
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`${name} ${args.join(' ')}: ${stdout}${stderr}`);
  return stdout;
}

const serves = async (port: number): Promise<boolean> => {
  const answer = await fetch(`http://127.0.0.1:${port}/health`);
  return (await answer.text()).includes('"true"');
};

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  return port;
}
