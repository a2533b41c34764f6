import assert from 'node:assert/strict';
import { after, before, suite, test } from 'node:test';
import { millis, seconds } from '../../../src/core/duration.ts';
import { awaitServing } from '../../../src/cluster/await-serving.ts';
import type { Fault } from '../../../src/faults/define-fault.ts';
import { bandwidth } from '../../../src/faults/peer-network/bandwidth.ts';
import { cutAfter } from '../../../src/faults/peer-network/cut-after.ts';
import { flap } from '../../../src/faults/peer-network/flap.ts';
import { freeze } from '../../../src/faults/peer-network/freeze.ts';
import { isolate } from '../../../src/faults/peer-network/isolate.ts';
import { peerLatency } from '../../../src/faults/peer-network/peer-latency.ts';
import { reset } from '../../../src/faults/peer-network/reset.ts';
import { slowClose } from '../../../src/faults/peer-network/slow-close.ts';
import { varyingLatency } from '../../../src/faults/peer-network/varying-latency.ts';
import { noProcessRuntime } from '../../support/process-runtime.ts';
import { faultBench, type FaultBench } from './fault-bench.ts';
import { faultCase, type FaultCase } from './fault-case.ts';

/** A fault of which another one was done. */
const insteadOf = <P extends object>(
  fault: Fault<P>,
  params: P,
  other: Pick<Fault<object>, 'inject'>,
): FaultCase => faultCase({ ...fault, inject: (world) => other.inject(world, {}) }, params);

/** Far apart, so that a busy machine's own delays are none of them. */
const latencies = { from: millis(20), to: millis(400), every: millis(300) };

const turns = { down: millis(600), up: millis(600) };

/** A round trip takes longer than the end of a slow close. */
const late: Pick<Fault<object>, 'inject'> = {
  inject: (world) => peerLatency.inject(world, { oneWay: millis(200) }),
};

/** A small round trip gets through in time, 64 KiB take 16 s. */
const little: Pick<Fault<object>, 'inject'> = {
  inject: (world) => bandwidth.inject(world, { kilobytesPerSecond: 4 }),
};

const WRONG: readonly [what: string, wrong: FaultCase, observed: RegExp][] = [
  [
    'links that are cut for good do not flap',
    insteadOf(flap, turns, isolate),
    /^waited in vain: a round trip over peer:m\d->m\d$/,
  ],
  [
    'links that are as late all the time do not vary',
    insteadOf(varyingLatency, latencies, late),
    /^\d+ of \d+ took [\d.]+ m?s to [\d.]+ m?s over peer:m\d->m\d$/,
  ],
  ['links that are silent end no connection', insteadOf(reset, {}, isolate), /i\/o timeout$/],
  [
    'links that carry nothing do not carry little',
    insteadOf(bandwidth, { kilobytesPerSecond: 100 }, freeze),
    /i\/o timeout$/,
  ],
  [
    'links that carry nothing do not break half-way',
    insteadOf(cutAfter, { bytes: 8192 }, freeze),
    /i\/o timeout$/,
  ],
  [
    'links that carry too little do not break half-way',
    insteadOf(cutAfter, { bytes: 8192 }, little),
    /i\/o timeout$/,
  ],
  [
    'links that end connections at once do not break half-way',
    insteadOf(cutAfter, { bytes: 8192 }, reset),
    /(EOF|connection reset by peer)$/,
  ],
  [
    'links that carry nothing tell no end late',
    insteadOf(slowClose, { delay: millis(300) }, freeze),
    /i\/o timeout$/,
  ],
  [
    'links that are slow tell no end late',
    insteadOf(slowClose, { delay: millis(300) }, late),
    /^an end [\d.]+ .?s after its answer$/,
  ],
];

suite('what the proofs of peer faults refuse', { skip: noProcessRuntime }, () => {
  let bench: FaultBench;
  before(async () => {
    bench = await faultBench('process');
  });
  after(() => bench[Symbol.asyncDispose]());

  for (const [what, wrong, observed] of WRONG) {
    test(what, async () => {
      const site = { ...bench.site(), proveWithin: seconds(1.5) };
      const error: unknown = await wrong.inject(site).catch((thrown: unknown) => thrown);
      assert.deepEqual(await site.heals.healAll(), []);
      await awaitServing(bench.cluster, { within: seconds(20) });
      const { code, facts } = error as { code?: string; facts?: { observed?: string } };
      assert.equal(code, 'FAULT_DID_NOT_BITE');
      assert.match(facts?.observed ?? '', observed);
    });
  }
});
