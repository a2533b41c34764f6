import assert from 'node:assert/strict';
import { after, before, suite, test } from 'node:test';
import { pass } from '../../../src/core/clock.ts';
import { millis, nanos, seconds, toMillis, type Duration } from '../../../src/core/duration.ts';
import { clientBandwidth } from '../../../src/faults/client-network/client-bandwidth.ts';
import { clientCutAfter } from '../../../src/faults/client-network/client-cut-after.ts';
import { clientFlapping } from '../../../src/faults/client-network/client-flapping.ts';
import { clientFreeze } from '../../../src/faults/client-network/client-freeze.ts';
import { clientLatency } from '../../../src/faults/client-network/client-latency.ts';
import { clientSlowClose } from '../../../src/faults/client-network/client-slow-close.ts';
import { connectClients, hangUp } from '../../../src/faults/client-network/standing.ts';
import type { Fault, FaultWorld } from '../../../src/faults/define-fault.ts';
import { noProcessRuntime } from '../../support/process-runtime.ts';
import { clientBench, type ClientBench } from './client-bench.ts';
import { outcome } from './outcome.ts';

const latency = { oneWay: millis(100) };
const turns = { down: millis(500), up: millis(300) };

const standStill = (length: Duration): unknown =>
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, toMillis(length));

suite(
  'proofs of client faults, before somebody who can be slow',
  { skip: noProcessRuntime },
  () => {
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
    test('client-latency: answers that one connection of two has late are no bite', () =>
      on(async (bench, world) => {
        await connectClients(world);
        const seen = new Map<unknown, boolean>([[undefined, false]]);
        const slow = ({ socket }: { socket: unknown }): boolean => {
          if (!seen.has(socket)) seen.set(socket, seen.size % 2 === 1);
          return seen.get(socket) === true;
        };
        bench.before(async (asked) => {
          if (slow(asked)) await pass(millis(250));
        });
        const proof = clientLatency.proveBiting(world, latency);
        assert.equal(await outcome(proof), 'looked in vain');
      }));

    test('client-latency: a member that is slow for a moment has no slow link', () =>
      on(async (bench, world) => {
        await connectClients(world);
        let [asked, slow] = [0, 0];
        bench.before(async () => {
          if (++asked > 20 && slow++ < 8) await pass(millis(250));
        });
        const proof = clientLatency.proveBiting(world, latency);
        assert.equal(await outcome(proof), 'looked in vain');
        assert.ok(slow >= 8, `${slow} slow answers`);
      }));

    for (const [fault, params, gone] of [
      [
        clientFreeze,
        {},
        /^the connection that stood has ended, so a new one tells: client:m\d+: an/,
      ],
      [
        clientLatency,
        latency,
        /^client:m\d+: the connection that stood has ended; a new one answers/,
      ],
    ] as readonly [Fault<object>, object, RegExp][]) {
      test(`${fault.name}: where the target was replaced, a new connection proves the end`, () =>
        on(async (bench, world) => {
          await fault.inject(world, params);
          bench.restart();
          await world.heal.healAll();
          assert.match(await outcome(fault.proveGone(world, params)), gone);
        }));
    }

    test('client-flapping: a link that goes on flapping is not called free because its member died', () =>
      on(async (bench, world) => {
        await clientFlapping.inject(world, turns);
        bench.say('stopped');
        const during = await outcome(clientFlapping.proveGone(world, turns));
        await world.heal.healAll();
        const patient = { ...world, proveWithin: seconds(20) };
        const gone = await outcome(clientFlapping.proveGone(patient, turns));
        const { name } = bench.member.client;
        assert.deepEqual(
          [during, gone],
          ['looked in vain', `${name} stays up for 950 ms; its member is stopped`],
        );
      }));

    test('client-slow-close: a harness that takes one answer late loses one look, not the bite', () =>
      on(async (bench, world) => {
        const params = { delay: millis(400) };
        const standing = new Set<unknown>();
        let held = 0;
        bench.before(({ socket, headers }) => {
          if (headers.connection !== 'close') standing.add(socket);
          // The end is on its way when everything in this process stands still, the harness too.
          else if (standing.has(socket) && ++held === 1)
            socket.once('finish', () => standStill(nanos(params.delay * 0.9)));
        });
        await clientSlowClose.inject(world, params);
        const said = await outcome(clientSlowClose.proveBiting(world, params));
        assert.ok(held >= 1);
        assert.match(said, /^client:m\d+: a new and a standing connection were told /);
      }));

    test('client-slow-close: a link that is silent ends the look in time', () =>
      on(async (bench, world) => {
        await bench.member.client.add({ type: 'timeout', timeout: seconds(0) }, 'upstream');
        const proof = clientSlowClose.proveGone(world, { delay: millis(100) });
        assert.equal(await outcome(proof), 'looked in vain');
      }));

    test('client-cut-after: a link that is silent ends the look in time', () =>
      on(async (bench, world) => {
        await bench.member.client.add({ type: 'timeout', timeout: seconds(0) }, 'downstream');
        const proof = clientCutAfter.proveGone(world, { bytes: 100 });
        assert.equal(await outcome(proof), 'looked in vain');
      }));

    test('client-bandwidth: more than could be told from no limit is refused, and nothing harmed', () =>
      on(async (bench, world) => {
        const harm = clientBandwidth.inject(world, { bytesPerSecond: 1e9 });
        await assert.rejects(harm, { code: 'LIMIT_TOO_WIDE', exit: 2 });
        assert.deepEqual((await bench.member.client.state()).toxics, []);
        assert.notEqual(
          await outcome(clientBandwidth.proveGone(world, { bytesPerSecond: 1e9 })),
          'looked in vain',
        );
      }));
  },
);
