import assert from 'node:assert/strict';
import { after, before, suite, test } from 'node:test';
import { seconds } from '../../../src/core/duration.ts';
import { awaitServing } from '../../../src/cluster/await-serving.ts';
import type { Member } from '../../../src/cluster/member.ts';
import type { Fault, FaultWorld } from '../../../src/faults/define-fault.ts';
import { injectFault } from '../../../src/faults/inject-fault.ts';
import { isolate } from '../../../src/faults/peer-network/isolate.ts';
import { oneWay } from '../../../src/faults/peer-network/one-way.ts';
import { lookBefore } from '../../../src/faults/peer-network/baseline.ts';
import { reversed, touching, waysOf } from '../../../src/faults/peer-network/direction.ts';
import { putOnDirections } from '../../../src/faults/peer-network/put-together.ts';
import { noProcessRuntime } from '../../support/process-runtime.ts';
import { leaderOf } from '../../support/stage/offices.ts';
import { faultBench, type FaultBench } from './fault-bench.ts';

const lossy = { type: 'timeout', timeout: seconds(0) } as const;

/** Cuts the other direction than it says, as a slip about who dials would. */
const backwards: Fault<object> = {
  ...oneWay,
  inject: async (world) => {
    const [from, to] = world.targets as [Member, Member];
    await putOnDirections(world, [reversed({ from, to })], lossy);
  },
};

/** Forgets that the receiver dials: only what the speaker dials itself is cut. */
const diallersOnly: Fault<object> = {
  ...oneWay,
  inject: async (world) => {
    const [from, to] = world.targets as [Member, Member];
    await lookBefore(world);
    const [, own] = waysOf({ from, to });
    const toxic = await own?.link.add(lossy, own.stream);
    world.heal.push('mend it', () => toxic?.remove());
  },
};

/** Cuts new connections only: nothing that stands is touched, because upstream carries no messages. */
const upstreamOnly: Fault<object> = {
  ...isolate,
  inject: async (world) => {
    await lookBefore(world);
    for (const direction of touching(world.cluster, world.targets)) {
      const own = waysOf(direction)[1];
      const toxic = await own?.link.add(lossy, own.stream);
      world.heal.push('mend it', () => toxic?.remove());
    }
  },
};

/** One link was asked for, and something is cut. */
const oneLink = (cut: (world: FaultWorld) => Promise<unknown>): Fault<object> => ({
  ...isolate,
  inject: async (world) => void (await cut(world)),
  proveBiting: (world) => isolate.proveBiting(world, { links: 'between' }),
});

suite(
  'a cut that is not the one that was asked for is found out',
  { skip: noProcessRuntime },
  () => {
    let bench: FaultBench;
    before(async () => {
      bench = await faultBench('process');
    });
    after(() => bench[Symbol.asyncDispose]());

    /** The leader first. */
    async function ends(): Promise<[Member, Member]> {
      const { cluster } = bench;
      const leader = await leaderOf(cluster);
      return [leader, cluster.members.find((m) => m !== leader) as Member];
    }

    async function codeOf(fault: Fault<object>, targets: readonly Member[]): Promise<unknown> {
      const site = { ...bench.site(), targets };
      const code = await injectFault(fault, {}, site).then(
        () => 'bit',
        (error: { code?: unknown }) => error.code,
      );
      assert.deepEqual(await site.heals.healAll(), []);
      await awaitServing(bench.cluster, { within: seconds(20) });
      return code;
    }

    test('one-way from the leader and to it: right, backwards, and by dialler', async () => {
      const found: unknown[] = [];
      for (const fault of [oneWay, backwards, diallersOnly]) {
        const [leader, follower] = await ends();
        found.push(await codeOf(fault, [leader, follower]));
        const now = await ends();
        found.push(await codeOf(fault, now.toReversed()));
      }
      const missed = 'FAULT_DID_NOT_BITE';
      assert.deepEqual(found, ['bit', 'bit', missed, missed, missed, missed]);
    });

    test('one link: right, every link of both ends, one direction of it', async () => {
      const cuts = [
        oneLink((world) => isolate.inject(world, { links: 'between' })),
        oneLink((world) => isolate.inject(world, {})),
        // Towards the leader: what the leader says goes on arriving.
        oneLink((world) => oneWay.inject({ ...world, targets: world.targets.toReversed() }, {})),
      ];
      const found: unknown[] = [];
      for (const cut of cuts) found.push(await codeOf(cut, await ends()));
      assert.deepEqual(found, ['bit', 'FAULT_DID_NOT_BITE', 'FAULT_DID_NOT_BITE']);
    });

    test('an isolation of new connections only, the raft streams stand', async () => {
      assert.equal(await codeOf(upstreamOnly, (await ends()).slice(1)), 'FAULT_DID_NOT_BITE');
    });
  },
);
