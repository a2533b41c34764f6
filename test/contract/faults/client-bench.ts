import { mkdtemp, rm } from 'node:fs/promises';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { millis } from '../../../src/core/duration.ts';
import { HealStack } from '../../../src/core/heal-stack.ts';
import { freshId, seededRng } from '../../../src/core/rng.ts';
import type { Cluster } from '../../../src/cluster/cluster.ts';
import type { Member } from '../../../src/cluster/member.ts';
import type { FaultWorld } from '../../../src/faults/define-fault.ts';
import type { HistorySink } from '../../../src/history/sink.ts';
import { openLinks } from '../../../src/links/open-links.ts';
import { startProcessRuntime } from '../../../src/runtime/process.ts';
import type { Endpoint, MachineState } from '../../../src/runtime/runtime.ts';
import { processParts } from '../runtime/parts.ts';

/** About what /metrics of an etcd 3.7 has. */
const METRICS = `etcd_server_has_leader 1\n${'# as long as those of a member\n'.repeat(5_000)}`;

/**
 * Somebody behind a client link of a real Toxiproxy who answers as etcd does what the proofs ask,
 * but is slow, silent or gone when a test says so: a real member cannot be told to be, to the
 * millisecond.
 */
export interface ClientBench extends AsyncDisposable {
  readonly member: Member;
  /** Called with each question; what it returns is waited for before the answer. */
  before(hook: (asked: IncomingMessage) => Promise<void> | void): void;
  /** Ends all connections, as a process does that ends. */
  restart(): void;
  /** What the machine's state is said to be from now on. */
  say(state: MachineState): void;
  world(): FaultWorld;
}

const MANY_LINKS = 40;
type Hook = Parameters<ClientBench['before']>[0];

/** Each call of the returned function makes another member, with a link of its own. */
export async function clientBench(): Promise<(() => Promise<ClientBench>) & AsyncDisposable> {
  const folder = await mkdtemp(join(tmpdir(), 'doomsday-clients-'));
  const parts = await processParts(join(folder, 'work'));
  const plan = { run: `clients-${freshId()}`, logDir: folder, clientLinks: MANY_LINKS };
  const runtime = await startProcessRuntime(plan, parts);
  const links = openLinks(runtime.toxiproxy);
  let made = 0;
  const another = async (): Promise<ClientBench> => {
    let hook: Hook = () => undefined;
    let state: MachineState = 'running';
    const sockets = new Set<Socket>();
    const serve = async (asked: IncomingMessage, answer: ServerResponse): Promise<void> => {
      await hook(asked);
      const known = asked.url === '/metrics';
      answer.writeHead(known ? 200 : 404).end(known ? METRICS : 'not found\n');
    };
    const server = createServer((asked, answer) => void serve(asked, answer));
    server.keepAliveTimeout = 0;
    server.on('connection', (socket: Socket) => sockets.add(socket));
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const at: Endpoint = { host: '127.0.0.1', port: (server.address() as AddressInfo).port };
    const name = `m${++made}`;
    const client = await links.client({ to: name, upstream: at });
    const machine = {
      endpoint: async () => at,
      get state() {
        return state;
      },
    };
    const member = { name, client, machine } as unknown as Member;
    return {
      member,
      before: (next) => void (hook = next),
      restart: () => {
        for (const socket of sockets) socket.resetAndDestroy();
      },
      say: (next) => void (state = next),
      world: () => worldOf([member]),
      [Symbol.asyncDispose]: async () => {
        for (const socket of sockets) socket.destroy();
        server.close();
      },
    };
  };
  return Object.assign(another, {
    [Symbol.asyncDispose]: async () => {
      await runtime[Symbol.asyncDispose]();
      await rm(folder, { recursive: true });
    },
  });
}

function worldOf(targets: readonly Member[]): FaultWorld {
  const cluster = { members: targets } as unknown as Cluster;
  return {
    ...{ cluster, targets, current: () => cluster, rng: seededRng('clients') },
    ...{ heal: new HealStack(), proveWithin: millis(1500), signal: new AbortController().signal },
    sink: undefined as unknown as HistorySink, // no fault of a client link asks as a client
  };
}
