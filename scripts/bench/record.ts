import { pass } from '../../src/core/clock.ts';
import { seconds } from '../../src/core/duration.ts';
import { seededRng } from '../../src/core/rng.ts';
import { startWorkload } from '../../src/workload/start-workload.ts';
import { loadScene } from '../../src/scene/load-scene.ts';
import { scratchRecord } from '../../test/support/scratch-record.ts';
import { join } from 'node:path';
import { print, table } from './figures.ts';
import { gatedCluster } from './gated-cluster.ts';

const WARM = seconds(3);
const MEASURED = seconds(8);
const CLIENTS = 64;

/** How many operations a second the harness drives and records, closed loop. */
export async function benchRecord(): Promise<void> {
  const rows = [['members', 'operations/s', 'harness CPU', 'members CPU', 'bound']];
  for (const members of [1, 3]) rows.push(await against(members));
  print(
    `${CLIENTS} clients, closed loop, mixed load, ${MEASURED / 1e9} s after ${WARM / 1e9} s of warm-up`,
  );
  print(table(rows));
  print('CPU: shares of one core');
}

async function against(members: number): Promise<string[]> {
  await using cluster = await gatedCluster(members);
  await using record = await scratchRecord();
  const { scene } = loadScene('three-members', { root: join(import.meta.dirname, '../..') });
  const clients = Math.floor(CLIENTS / members);
  const workload = startWorkload({
    sink: record.sink,
    rng: seededRng('0x5eed'),
    endpoints: new Map(cluster.endpoints.map((endpoint, i) => [`m${i + 1}`, endpoint])),
    epoch: () => 1,
    settings: { ...scene.workload, clients, failoverClients: 0, rate: 'closed-loop' },
  });
  await pass(WARM);
  const [ok, cpu, theirs] = [record.sink.counters.ok, process.cpuUsage(), await cluster.cpuNs()];
  const from = record.sink.now();
  await pass(MEASURED);
  const elapsed = (record.sink.now() - from) / 1e9;
  const done = record.sink.counters.ok - ok;
  const used = process.cpuUsage(cpu);
  const memberCpu = (await cluster.cpuNs()) - theirs;
  await workload.stop();
  const share = (cpuSeconds: number): string => `${((cpuSeconds / elapsed) * 100).toFixed(0)} %`;
  return [
    String(members),
    String(Math.round(done / elapsed)),
    share((used.user + used.system) / 1e6),
    share(memberCpu / 1e9),
    members === 1 ? '5000' : 'none',
  ];
}
