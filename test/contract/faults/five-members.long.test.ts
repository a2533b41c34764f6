import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { seconds } from '../../../src/core/duration.ts';
import { HealStack } from '../../../src/core/heal-stack.ts';
import { seededRng } from '../../../src/core/rng.ts';
import { awaitServing } from '../../../src/cluster/await-serving.ts';
import { injectFault } from '../../../src/faults/inject-fault.ts';
import { ring } from '../../../src/faults/peer-network/ring.ts';
import type { FaultLine } from '../../../src/history/types.ts';
import { gatedCluster } from '../../../scripts/bench/gated-cluster.ts';
import { noProcessRuntime } from '../../support/process-runtime.ts';
import { scratchRecord } from '../../support/scratch-record.ts';

suite('faults that need five members', { skip: noProcessRuntime }, () => {
  test('ring: bites, is proven, heals, is proven gone, replays from the seed', async () => {
    await using gated = await gatedCluster(5);
    await using record = await scratchRecord();
    const { cluster } = gated;
    const play = async (id: number): Promise<FaultLine[]> => {
      const lines: FaultLine[] = [];
      const { sink } = record;
      const write: typeof sink.write = (line) => void (line.t === 'fault' && lines.push(line));
      const injection = await injectFault(
        ring,
        {},
        {
          ...{ cluster, targets: cluster.members, current: () => cluster, id },
          ...{ rng: seededRng('ring'), heals: new HealStack(), proveWithin: seconds(5) },
          signal: new AbortController().signal,
          sink: { ...sink, now: sink.now, write },
        },
      );
      await injection.heal();
      await awaitServing(cluster, { within: seconds(20) });
      return lines;
    };
    const [first, second] = [await play(1), await play(2)];
    assert.deepEqual(
      first.map(({ phase, ok }) => [phase, ok]),
      ['inject', 'bites', 'heal', 'gone'].map((phase) => [phase, true]),
    );
    assert.equal(second[0]?.evidence, first[0]?.evidence, 'the same seed');
  });
});
