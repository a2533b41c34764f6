import assert from 'node:assert/strict';
import { after, before, suite, test } from 'node:test';
import { millis, seconds } from '../../../src/core/duration.ts';
import { clientBandwidth } from '../../../src/faults/client-network/client-bandwidth.ts';
import { clientCut } from '../../../src/faults/client-network/client-cut.ts';
import { clientCutAfter } from '../../../src/faults/client-network/client-cut-after.ts';
import { clientFlapping } from '../../../src/faults/client-network/client-flapping.ts';
import { clientFreeze } from '../../../src/faults/client-network/client-freeze.ts';
import { clientLatency } from '../../../src/faults/client-network/client-latency.ts';
import { clientReset } from '../../../src/faults/client-network/client-reset.ts';
import { clientSlowClose } from '../../../src/faults/client-network/client-slow-close.ts';
import { connectClients, hangUp } from '../../../src/faults/client-network/standing.ts';
import type { Fault, FaultWorld } from '../../../src/faults/define-fault.ts';
import { noProcessRuntime } from '../../support/process-runtime.ts';
import { clientBench, type ClientBench } from '../faults/client-bench.ts';
import { outcome } from '../faults/outcome.ts';

/** A latency that a scene gives client links, above what is called silence where nothing is slow. */
const FAR = millis(240);

/** Faults as the far client link of a scene meets them. */
const FAR_CASES: readonly [fault: Fault<never>, params: object][] = [
  [clientCut, {}],
  [clientFreeze, {}],
  [clientLatency, { oneWay: millis(100) }],
  [clientBandwidth, { bytesPerSecond: 200_000 }],
  [clientReset, {}],
  [clientSlowClose, { delay: millis(400) }],
  [clientFlapping, { down: millis(400), up: millis(900) }],
  [clientCutAfter, { bytes: 20_000 }],
];

suite('proofs of client faults over a far link', { skip: noProcessRuntime }, () => {
  let another: Awaited<ReturnType<typeof clientBench>>;
  before(async () => {
    another = await clientBench();
  });
  after(() => another[Symbol.asyncDispose]());

  /** Each test has a link and a member of its own; what it left is healed. */
  const on = async (work: (bench: ClientBench, world: FaultWorld) => Promise<void>) => {
    await using bench = await another();
    const world = bench.world();
    try {
      await work(bench, world);
    } finally {
      await world.heal.healAll();
      hangUp(world);
    }
  };
  const far = ({ member }: ClientBench) =>
    member.client.add({ type: 'latency', latency: FAR }, 'downstream');

  for (const [fault, params] of FAR_CASES) {
    const { name, inject, proveBiting, proveGone } = fault as Fault<object>;
    test(`${name}: a far client link is not harmed by being far`, () =>
      on(async (bench, world) => {
        await far(bench);
        await connectClients(world);
        assert.equal(await outcome(proveBiting(world, params)), 'looked in vain');
      }));

    test(`${name}: on a far client link it bites, lasts, and is gone`, () =>
      on(async (bench, world) => {
        await far(bench);
        const patient = { ...world, proveWithin: seconds(20) };
        await inject(patient, params);
        const bit = await outcome(proveBiting(patient, params));
        await world.heal.healAll();
        const gone = await outcome(proveGone(patient, params));
        assert.deepEqual(
          [bit, gone].filter((said) => said === 'looked in vain'),
          [],
        );
      }));
  }
});
