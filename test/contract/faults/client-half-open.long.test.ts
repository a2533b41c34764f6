import assert from 'node:assert/strict';
import { after, before, suite, test } from 'node:test';
import { millis, seconds } from '../../../src/core/duration.ts';
import { HealStack } from '../../../src/core/heal-stack.ts';
import type { Member } from '../../../src/cluster/member.ts';
import { clientCut } from '../../../src/faults/client-network/client-cut.ts';
import {
  clientHalfOpen,
  type ClientHalfOpen,
} from '../../../src/faults/client-network/client-half-open.ts';
import { endingCalls } from '../../../src/faults/client-network/ending-calls.ts';
import { grpcStanding } from '../../../src/faults/client-network/grpc-standing.ts';
import { connectClients } from '../../../src/faults/client-network/standing.ts';
import type { FaultWorld } from '../../../src/faults/define-fault.ts';
import { noProcessRuntime } from '../../support/process-runtime.ts';
import { faultBench, type FaultBench } from './fault-bench.ts';
import { outcome } from './outcome.ts';

/** A latency that a scene gives client links, above what is called silence where nothing is slow. */
const FAR = millis(240);
const LOST: readonly ClientHalfOpen['lost'][] = ['requests', 'answers'];

suite('which direction of a client link is lost', { skip: noProcessRuntime }, () => {
  let bench: FaultBench;
  before(async () => {
    bench = await faultBench('process');
  });
  after(() => bench[Symbol.asyncDispose]());

  const worldOf = (): FaultWorld => ({
    ...bench.site(),
    targets: bench.cluster.members.slice(1, 2),
    heal: new HealStack(),
    proveWithin: seconds(20),
  });
  const connect = async (world: FaultWorld): Promise<void> => {
    await grpcStanding.open(world);
    await endingCalls.open(world);
    await connectClients(world);
  };
  const bites = (world: FaultWorld, lost: ClientHalfOpen['lost'], within = seconds(1.5)) =>
    outcome(clientHalfOpen.proveBiting({ ...world, proveWithin: within }, { lost }));
  const gone = (world: FaultWorld, lost: ClientHalfOpen['lost']) =>
    outcome(clientHalfOpen.proveGone(world, { lost }));

  for (const lost of LOST) {
    test(`${lost} lost: a link that is cut both ways has not lost one alone`, async () => {
      const world = worldOf();
      await connect(world);
      await clientCut.inject(world, {});
      const said = await bites(world, lost);
      assert.deepEqual([said, await world.heal.healAll()], ['looked in vain', []]);
      await gone(world, lost);
    });

    test(`${lost} lost: the other direction is not it`, async () => {
      const world = worldOf();
      const other = lost === 'requests' ? 'answers' : 'requests';
      await clientHalfOpen.inject(world, { lost });
      const said = await bites(world, other);
      assert.deepEqual([said, await world.heal.healAll()], ['looked in vain', []]);
      await gone(world, lost);
    });

    test(`${lost} lost: a far client link is not harmed by being far, and can be`, async () => {
      const world = worldOf();
      const [{ client }] = world.targets as readonly [Member];
      const far = await client.add({ type: 'latency', latency: FAR }, 'downstream');
      await connect(world);
      const unharmed = await bites(world, lost);
      await gone(world, lost);
      await clientHalfOpen.inject(world, { lost });
      const harmed = await bites(world, lost, seconds(20));
      assert.deepEqual(await world.heal.healAll(), []);
      const end = await gone(world, lost);
      await far.remove();
      assert.equal(unharmed, 'looked in vain');
      assert.match(harmed, /: a standing and a new connection stay open and hear nothing within /);
      assert.match(end, /^client:m2: an answer in /);
    });
  }
});
