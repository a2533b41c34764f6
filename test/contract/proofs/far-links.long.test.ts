import assert from 'node:assert/strict';
import { after, before, suite, test } from 'node:test';
import { millis } from '../../../src/core/duration.ts';
import { HealStack } from '../../../src/core/heal-stack.ts';
import { peerLinks } from '../../../src/cluster/cluster.ts';
import type { Fault, FaultWorld } from '../../../src/faults/define-fault.ts';
import { bandwidth } from '../../../src/faults/peer-network/bandwidth.ts';
import { flap } from '../../../src/faults/peer-network/flap.ts';
import { freeze } from '../../../src/faults/peer-network/freeze.ts';
import { isolate } from '../../../src/faults/peer-network/isolate.ts';
import { lookBefore } from '../../../src/faults/peer-network/baseline.ts';
import { peerLatency } from '../../../src/faults/peer-network/peer-latency.ts';
import { varyingLatency } from '../../../src/faults/peer-network/varying-latency.ts';
import { noProcessRuntime } from '../../support/process-runtime.ts';
import { faultBench, type FaultBench } from '../faults/fault-bench.ts';
import { faultCase } from '../faults/fault-case.ts';
import { outcome } from '../faults/outcome.ts';
import { assertWell } from '../faults/phases.ts';

/** Longer than what is silence on a link that leads nowhere far. */
const [ONE_WAY, PROVE_WITHIN] = [millis(90), millis(2500)];

const cases = [
  faultCase(isolate, {}),
  faultCase(freeze, {}),
  faultCase(flap, { down: millis(800), up: millis(800) }),
  faultCase(peerLatency, { oneWay: millis(100) }),
  faultCase(bandwidth, { kilobytesPerSecond: 1000 }),
  faultCase(varyingLatency, { from: millis(50), to: millis(200), every: millis(400) }),
];

suite('where every link leads far away', { skip: noProcessRuntime }, () => {
  let bench: FaultBench;
  before(async () => {
    bench = await faultBench('process');
    const far = { type: 'latency', latency: ONE_WAY } as const;
    const links = peerLinks(bench.cluster).map(({ link }) => link);
    await Promise.all(links.flatMap((l) => [l.add(far, 'upstream'), l.add(far, 'downstream')]));
  });
  after(() => bench[Symbol.asyncDispose]());

  for (const one of cases) {
    const fault = one.fault as Fault<object>;

    test(`${fault.name}: without the harm it is not said to bite`, async () => {
      const world: FaultWorld = {
        ...bench.site(),
        targets: one.targets(bench.cluster),
        heal: new HealStack(),
        proveWithin: PROVE_WITHIN,
      };
      await lookBefore(world);
      assert.equal(await outcome(fault.proveBiting(world, one.params)), 'looked in vain');
    });

    test(`${fault.name}: proven, and proven gone`, async () => {
      const { lines, ...site } = bench.site();
      await bench.withWrites(async () => {
        const injection = await one.inject(site);
        await injection.heal();
      });
      assertWell(lines);
    });
  }
});
