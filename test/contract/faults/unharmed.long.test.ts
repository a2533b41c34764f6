import assert from 'node:assert/strict';
import { after, before, suite, test } from 'node:test';
import { millis, seconds, type Duration } from '../../../src/core/duration.ts';
import { HealStack } from '../../../src/core/heal-stack.ts';
import type { Fault, FaultWorld } from '../../../src/faults/define-fault.ts';
import { endingCalls } from '../../../src/faults/client-network/ending-calls.ts';
import { grpcStanding } from '../../../src/faults/client-network/grpc-standing.ts';
import { connectClients } from '../../../src/faults/client-network/standing.ts';
import { lookBefore } from '../../../src/faults/peer-network/baseline.ts';
import { noProcessRuntime } from '../../support/process-runtime.ts';
import { faultBench, type FaultBench } from './fault-bench.ts';
import { clientNetworkCases } from './cases/client-network.ts';
import { machineCases } from './cases/machine.ts';
import { peerNetworkCases } from './cases/peer-network.ts';
import { caseName, type FaultCase } from './fault-case.ts';
import { outcome } from './outcome.ts';

const PROVE_WITHIN = millis(1500);
/** At each change of a latency some messages are let go: many of them, and still no proof. */
const MANY_CHANGES = seconds(8);
/**
 * Who hangs up in the midst of a held answer keeps Toxiproxy from taking a bandwidth toxic off for
 * 5 s, each (2.12, toxics/bandwidth.go): nobody does where a slow answer comes in in time.
 */
const WHOLE_ANSWERS_WITHIN = seconds(5);
const LONGER: Record<string, Duration> = {
  'client-bandwidth': WHOLE_ANSWERS_WITHIN,
  'varying-latency': MANY_CHANGES,
};
/** What is to succeed first has as long as a slow machine needs. */
const PREPARE_WITHIN = seconds(20);

const cases: readonly FaultCase[] = [...clientNetworkCases, ...machineCases, ...peerNetworkCases];

/** Who is down is not asked whether it is well; a storm of restarts is over when it was done. */
const stillThere = ({ fault }: FaultCase): boolean =>
  !['kill', 'terminate', 'restart-storm'].includes(fault.name);

suite('proofs that look in vain', { skip: noProcessRuntime }, () => {
  let bench: FaultBench;
  before(async () => {
    bench = await faultBench('process');
  });
  after(() => bench[Symbol.asyncDispose]());

  const worldOf = (one: FaultCase): FaultWorld => ({
    ...bench.site(),
    targets: one.targets(bench.cluster),
    heal: new HealStack(),
    proveWithin: LONGER[one.fault.name] ?? PROVE_WITHIN,
  });

  for (const one of cases) {
    const fault = one.fault as Fault<object>;
    const name = caseName(one);

    test(`${name}: without the harm it is not said to bite`, async () => {
      const world = worldOf(one);
      const before = { ...world, proveWithin: PREPARE_WITHIN };
      if (fault.subject === 'client-network') await connectClients(before);
      if (fault.subject === 'peer-network') await lookBefore(before);
      if (fault.name === 'client-half-open') {
        await grpcStanding.open(before);
        await endingCalls.open(before);
      }
      assert.equal(await outcome(fault.proveBiting(world, one.params)), 'looked in vain');
    });
  }

  for (const one of cases.filter(stillThere)) {
    const fault = one.fault as Fault<object>;
    const name = caseName(one);
    test(`${name}: while it lasts it is not said to be gone`, async () => {
      const world = worldOf(one);
      await fault.inject({ ...world, proveWithin: PREPARE_WITHIN }, one.params);
      const said = await outcome(fault.proveGone(world, one.params));
      assert.deepEqual([said, await world.heal.healAll()], ['looked in vain', []]);
    });
  }
});
