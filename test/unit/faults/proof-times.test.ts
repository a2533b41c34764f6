import assert from 'node:assert/strict';
import { test } from 'node:test';
import { millis, seconds, type Duration } from '../../../src/core/duration.ts';
import { HealStack } from '../../../src/core/heal-stack.ts';
import { seededRng } from '../../../src/core/rng.ts';
import type { Cluster } from '../../../src/cluster/cluster.ts';
import { defineFault, type FaultWorld } from '../../../src/faults/define-fault.ts';
import { injectFault } from '../../../src/faults/inject-fault.ts';
import { pause } from '../../../src/faults/machine/pause.ts';
import { scratchRecord } from '../../support/scratch-record.ts';

const allowed = async (proveGoneWithin?: Duration) => {
  const seen: string[] = [];
  const tell = (phase: string) => async (world: FaultWorld) => {
    seen.push(`${phase} ${world.proveWithin}`);
    return 'seen';
  };
  const harmless = { plan: () => ({}), inject: async () => undefined };
  const proofs = { proveBiting: tell('bites'), proveGone: tell('gone') };
  const fault = defineFault({ ...pause, ...harmless, ...proofs });
  await using recorded = await scratchRecord();
  const cluster = { members: [] } as unknown as Cluster;
  const injection = await injectFault(
    fault,
    {},
    {
      ...{ cluster, current: () => cluster, targets: [], rng: seededRng('times'), id: 1 },
      ...{ sink: recorded.sink, heals: new HealStack(), signal: new AbortController().signal },
      ...{ proveWithin: millis(5), ...(proveGoneWithin === undefined ? {} : { proveGoneWithin }) },
    },
  );
  await injection.heal();
  return seen;
};

test('the proof of an end may look longer than that of a bite', async () => {
  assert.deepEqual(await allowed(seconds(1)), ['bites 5000000', 'gone 1000000000']);
});

test('unless nobody asked for more', async () => {
  assert.deepEqual(await allowed(), ['bites 5000000', 'gone 5000000']);
});
