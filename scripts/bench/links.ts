import { seconds } from '../../src/core/duration.ts';
import { eventually } from '../../src/core/eventually.ts';
import { memberStatus } from '../../src/etcd/member-status.ts';
import { recordingClient, type RecordingClient } from '../../src/etcd/recording-client.ts';
import { DEFAULT_ETCD_VERSION } from '../../src/provision/defaults.ts';
import { provisionContext } from '../../src/provision/provision-context.ts';
import { provisionEtcd } from '../../src/provision/provision-etcd.ts';
import { scratchRecord } from '../../test/support/scratch-record.ts';
import { bareCluster } from './bare-cluster.ts';
import { median, ms, print, quantile, ratio, table } from './figures.ts';
import { gatedCluster } from './gated-cluster.ts';

const ROUNDS = 40;
const PUTS = 50;

/** What links and gate cost a put: two clusters of three, one with and one without, turn by turn. */
export async function benchLinks(): Promise<void> {
  const etcd = await provisionEtcd(
    { kind: 'version', version: DEFAULT_ETCD_VERSION },
    provisionContext(),
  );
  await using record = await scratchRecord();
  await using bare = await bareCluster(etcd, 3);
  bare.start();
  await using gated = await gatedCluster(3);
  // Of the leader on both sides: a follower forwards, and that hop would be chance.
  const leaders = await Promise.all([leaderOf(bare.endpoints), leaderOf(gated.endpoints)]);
  const clients = leaders.map((endpoint) =>
    recordingClient({ sink: record.sink, endpoint, member: 'leader', epoch: 1 }),
  ) as [RecordingClient, RecordingClient];
  for (const client of clients)
    await eventually('a put', () => put(client), { within: seconds(20) });
  const times: [number[], number[]] = [[], []];
  for (let round = 0; round < ROUNDS; round++) {
    // Turn about, so that drift of the machine hits both alike.
    for (const side of round % 2 === 0 ? ([0, 1] as const) : ([1, 0] as const)) {
      for (let n = 0; n < PUTS; n++) times[side].push((await put(clients[side])) ?? NaN);
    }
  }
  for (const client of clients) client.close();
  const [direct, through] = times;
  const row = (name: string, q: number, bound: string): string[] => {
    const [a, b] = [quantile(direct, q), quantile(through, q)];
    return [name, ms(a / 1e6), ms(b / 1e6), ratio(b / a), bound];
  };
  print(
    `${ROUNDS} rounds of ${PUTS} puts each, one client, turn about (${median([direct.length])} puts a side)`,
  );
  print(
    table([
      ['put latency', 'direct', 'links and gate', 'ratio', 'bound'],
      row('median', 0.5, '1.25x'),
      row('p99', 0.99, '1.50x'),
    ]),
  );
}

type Endpoint = { readonly host: string; readonly port: number };

const leaderOf = (endpoints: readonly Endpoint[]): Promise<Endpoint> =>
  eventually('a leader', () => whoLeads(endpoints), { within: seconds(20) });

async function whoLeads(endpoints: readonly Endpoint[]): Promise<Endpoint | undefined> {
  const said = await Promise.all(endpoints.map((endpoint) => memberStatus(endpoint, seconds(1))));
  return endpoints[said.findIndex(({ member, leader }) => member === leader)];
}

async function put(client: RecordingClient): Promise<number | undefined> {
  const { outcome, call, ret } = await client.call(
    { op: 'put', key: 'load/bench', value: 'x'.repeat(64) },
    { within: seconds(5) },
  );
  return outcome === 'ok' && ret !== null ? ret - call : undefined;
}
