import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { millis, seconds } from '../../src/core/duration.ts';
import { eventually } from '../../src/core/eventually.ts';
import { DEFAULT_ETCD_VERSION } from '../../src/provision/defaults.ts';
import { provisionContext } from '../../src/provision/provision-context.ts';
import { provisionEtcd } from '../../src/provision/provision-etcd.ts';
import type { EtcdBinaries } from '../../src/provision/provisioned.ts';
import { startProbes } from '../../src/workload/probes.ts';
import { scratchRecord } from '../../test/support/scratch-record.ts';
import { bareCluster, type BareCluster } from './bare-cluster.ts';
import { ms, print, quantile, ratio, table } from './figures.ts';
import { playMainDrill } from './play.ts';

const PAIRS = 20;

/** From the decision to the first acknowledged write: the drill against a bare shell script. */
export async function benchRecovery(): Promise<void> {
  const etcd = await provisionEtcd(
    { kind: 'version', version: DEFAULT_ETCD_VERSION },
    provisionContext(),
  );
  const drill: number[] = [];
  const script: number[] = [];
  for (let pair = 0; pair < PAIRS; pair++) {
    const { result, folder } = await playMainDrill('process');
    const stages = result.drills[0]?.stages ?? [];
    const at = (name: string): number => stages.find((s) => s.name === name)?.at ?? NaN;
    drill.push((at('first acknowledged write') - at('decision')) * 1000);
    const saved = join(folder, 'snapshots', '01');
    const [snapshot] = (await readdir(saved)).toSorted().toReversed();
    script.push(await bareRestore(etcd, join(saved, snapshot as string)));
    await rm(dirname(folder), { recursive: true });
  }
  const row = (name: string, q: number, bound: string): string[] => {
    const [a, b] = [quantile(script, q), quantile(drill, q)];
    return [name, ms(a), ms(b), ratio(b / a), bound];
  };
  print(
    `${PAIRS} interleaved pairs; both end with the first acknowledged write of the same probes`,
  );
  print(
    table([
      ['decision to first write', 'shell script', 'drill', 'ratio', 'bound'],
      row('median', 0.5, '1.15x'),
      row('quartile', 0.25, ''),
      row('upper quartile', 0.75, ''),
    ]),
  );
}

/** `snapshot status`, three restores side by side, three starts; probes knock from the beginning. */
async function bareRestore(etcd: EtcdBinaries, snapshot: string): Promise<number> {
  await using bare = await bareCluster(etcd, 3);
  await using record = await scratchRecord();
  const endpoints = new Map(bare.endpoints.map((endpoint, i) => [`m${i + 1}`, endpoint]));
  const probes = startProbes({ sink: record.sink, endpoints, epoch: () => 1, every: millis(20) });
  const begin = record.sink.now();
  const shell = spawn('sh', ['-ec', restoreScript(etcd, snapshot, bare)], { stdio: 'ignore' });
  const [code] = (await once(shell, 'exit')) as [number];
  if (code !== 0) throw new Error(`the restore script ended with ${code}`);
  bare.start();
  const first = await eventually(
    'the first acknowledged write',
    () => record.ops.find((op) => op.outcome === 'ok' && op.req.op === 'put')?.ret ?? undefined,
    { within: seconds(30), every: millis(5) },
  );
  await probes.stop();
  return (first - begin) / 1e6;
}

function restoreScript(etcd: EtcdBinaries, snapshot: string, bare: BareCluster): string {
  const restores = bare.members.map(
    (m) =>
      `"${etcd.etcdutl}" snapshot restore "${snapshot}" --data-dir "${m.dataDir}" --name ${m.name} ` +
      `--initial-cluster "${bare.initialCluster}" --initial-cluster-token bare ` +
      `--initial-advertise-peer-urls ${m.peerUrl} --bump-revision 1000000000 --mark-compacted &`,
  );
  return [`"${etcd.etcdutl}" snapshot status "${snapshot}" -w json`, ...restores, 'wait'].join(
    '\n',
  );
}
