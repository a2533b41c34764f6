import { seconds, toMillis } from '../../src/core/duration.ts';
import { HealStack } from '../../src/core/heal-stack.ts';
import { seededRng } from '../../src/core/rng.ts';
import { awaitServing } from '../../src/cluster/await-serving.ts';
import { GONE_WITHIN } from '../../src/faults/inject-fault.ts';
import { isolate } from '../../src/faults/peer-network/isolate.ts';
import { changesOf, changeWindow } from '../../src/faults/peer-network/put-together.ts';
import { scratchRecord } from '../../test/support/scratch-record.ts';
import { median, ms, print, quantile, table } from './figures.ts';
import { gatedCluster } from './gated-cluster.ts';

const TRIES = 20;

/** How far apart the links of one isolation change, from the first request to the last answer. */
export async function benchIsolation(): Promise<void> {
  await using gated = await gatedCluster(5);
  const { cluster } = gated;
  await using record = await scratchRecord();
  const { sink } = record;
  const rng = seededRng('isolation');
  const [windows, proofs]: [number[], number[]] = [[], []];
  let told = '';
  for (let n = 0; n < TRIES; n++) {
    const heal = new HealStack();
    const world = {
      ...{ cluster, sink, heal, current: () => cluster, targets: [rng.pick(cluster.members)] },
      ...{
        rng: rng.fork(String(n)),
        proveWithin: seconds(5),
        signal: new AbortController().signal,
      },
    };
    await isolate.inject(world, {});
    const began = process.hrtime.bigint();
    await isolate.proveBiting(world, {});
    proofs.push(Number(process.hrtime.bigint() - began) / 1e6);
    windows.push(toMillis(changeWindow(world)));
    told = changesOf(world);
    await heal.healAll();
    await isolate.proveGone({ ...world, proveWithin: GONE_WITHIN }, {});
    await awaitServing(cluster, { within: seconds(20) });
  }
  print(`${TRIES} isolations of one of five members; the last one: ${told}`);
  const row = (name: string, values: readonly number[], bound: string) => [
    ...[name, ms(median(values)), ms(quantile(values, 0.9)), ms(Math.max(...values)), bound],
  ];
  print(
    table([
      ['', 'median', 'p90', 'max', 'bound'],
      row('window of the changes', windows, '20 ms'),
      row('from the last change to the proven bite', proofs, '250 ms (median)'),
    ]),
  );
}
