import { chmod, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { millis, seconds, type Duration } from '../../../src/core/duration.ts';
import { HealStack } from '../../../src/core/heal-stack.ts';
import { freshId, seededRng } from '../../../src/core/rng.ts';
import { buildCluster, type ClusterPlan } from '../../../src/cluster/build-cluster.ts';
import type { Member } from '../../../src/cluster/member.ts';
import type { FaultWorld } from '../../../src/faults/define-fault.ts';
import { openLinks } from '../../../src/links/open-links.ts';
import { provisionContext } from '../../../src/provision/provision-context.ts';
import { provisionGate } from '../../../src/provision/provision-gate.ts';
import { provisionToxiproxy } from '../../../src/provision/provision-toxiproxy.ts';
import { startProcessRuntime } from '../../../src/runtime/process.ts';
import { scratchRecord } from '../../support/scratch-record.ts';

/** What runs under the gate in etcd's place: it writes and syncs, and does nothing else. */
const WRITER = `
const { fdatasyncSync, openSync, writeSync } = require('node:fs');
const file = openSync('written', 'w');
setInterval(() => {
  writeSync(file, 'x');
  fdatasyncSync(file);
}, 20);
`;

const VERSION = '3.6.14';

/** A disk link with a gate at both ends, that a scene has made as slow as it likes. */
export interface DiskLink extends AsyncDisposable {
  readonly member: Member;
  world(proveWithin: Duration): FaultWorld;
  toxiproxyPid(): Promise<number>;
}

/** Gate, Toxiproxy and links are the real ones; only who syncs is no etcd. */
export async function diskLink(fsyncLatency: Duration): Promise<DiskLink> {
  const folder = await mkdtemp(join(tmpdir(), 'disk-link-'));
  const program = join(folder, 'writer');
  await writeFile(program, `#!${process.execPath}\n${WRITER}`);
  await chmod(program, 0o700);
  const ctx = provisionContext();
  const [toxiproxy, gate] = await Promise.all([
    provisionToxiproxy(ctx),
    provisionGate(ctx.arch, ctx),
  ]);
  const runtime = await startProcessRuntime(
    { run: `test-${freshId()}`, logDir: folder, clientLinks: 1 },
    { etcd: new Map([[VERSION, { etcd: program }]]), toxiproxy, gate, workDir: folder },
  );
  const times = { heartbeat: millis(100), election: seconds(1) };
  const settings = { ...times, quotaBackendBytes: 1e9, snapshotCount: 100, extraFlags: [] };
  const plan: ClusterPlan = { epoch: 1, names: ['m1'], version: VERSION, token: 't', settings };
  const cluster = await buildCluster(plan, { runtime, links: openLinks(runtime.toxiproxy) });
  const [member] = cluster.members as readonly [Member];
  if (fsyncLatency > 0) {
    await member.disk.add({ type: 'latency', latency: fsyncLatency }, 'upstream');
  }
  await member.machine.start(member.plan);
  const record = await scratchRecord();
  const { signal } = new AbortController();
  return {
    member,
    world: (proveWithin) => ({
      ...{ cluster, current: () => cluster, targets: [member], heal: new HealStack() },
      ...{ rng: seededRng('disk'), proveWithin, signal, sink: record.sink },
    }),
    toxiproxyPid: () => pidOf(['toxiproxy-server', '-port', `${runtime.toxiproxy.control.port}`]),
    [Symbol.asyncDispose]: async () => {
      await record[Symbol.asyncDispose]();
      await runtime[Symbol.asyncDispose]();
      await rm(folder, { recursive: true });
    },
  };
}

/** The process whose program ends on the first word and whose arguments have the others. */
async function pidOf([program, ...words]: readonly string[]): Promise<number> {
  for (const pid of await readdir('/proc')) {
    const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
    const [name, ...given] = command.split('\0');
    const fits = name?.endsWith(`/${program}`) && words.every((word) => given.includes(word));
    if (fits === true) return Number(pid);
  }
  throw new Error(`no ${program} runs with ${words.join(' ')}`);
}
