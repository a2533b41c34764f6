import assert from 'node:assert/strict';
import { after, before, suite, test } from 'node:test';
import { millis, seconds } from '../../../src/core/duration.ts';
import { DoomsdayError } from '../../../src/core/doomsday-error.ts';
import { HealStack } from '../../../src/core/heal-stack.ts';
import { EXIT } from '../../../src/core/verdict.ts';
import { awaitServing } from '../../../src/cluster/await-serving.ts';
import { recordingClient } from '../../../src/etcd/recording-client.ts';
import { defineFault, type Fault } from '../../../src/faults/define-fault.ts';
import { diskLatency } from '../../../src/faults/disk-latency.ts';
import { diskStall } from '../../../src/faults/disk-stall.ts';
import { injectFault, type Injection } from '../../../src/faults/inject-fault.ts';
import { isolate } from '../../../src/faults/isolate.ts';
import { kill } from '../../../src/faults/kill.ts';
import { lose } from '../../../src/faults/lose.ts';
import { pause } from '../../../src/faults/pause.ts';
import { peerLatency } from '../../../src/faults/peer-latency.ts';
import type { FaultLine } from '../../../src/history/types.ts';
import type { Endpoint } from '../../../src/runtime/runtime.ts';
import { misspeltLatency } from '../../support/misspelt-latency.ts';
import { scratchRecord, type ScratchRecord } from '../../support/scratch-record.ts';
import { threeMembers, type ThreeMembers } from './three-members.ts';

/** Every fault, on a cluster of three that they share. `lose` comes last: nothing brings it back. */
export function faultContract(kind: 'docker' | 'process'): void {
  suite(`faults on the ${kind} runtime`, () => {
    let three: ThreeMembers;
    let record: ScratchRecord;
    let faults = 0;

    before(async () => {
      three = await threeMembers(kind);
      record = await scratchRecord();
    });
    after(async () => {
      await record[Symbol.asyncDispose]();
      await three[Symbol.asyncDispose]();
    });

    async function harm<P extends object>(fault: Fault<P>, params: P, heals = new HealStack()) {
      const lines: FaultLine[] = [];
      const { sink } = record;
      const id = ++faults;
      const target = three.cluster.members[1] as (typeof three.cluster.members)[number];
      const write: typeof sink.write = (line) => void (line.t === 'fault' && lines.push(line));
      const site = {
        ...{ cluster: three.cluster, targets: [target], current: () => three.cluster },
        ...{ proveWithin: seconds(3), signal: new AbortController().signal },
        ...{ sink: { ...sink, now: sink.now, write }, heals, id },
      };
      return { lines, heals, injected: await settled(injectFault(fault, params, site)) };
    }

    const reversible: readonly [string, () => ReturnType<typeof harm>][] = [
      ['isolate', () => harm(isolate, {})],
      ['peer-latency', () => harm(peerLatency, { oneWay: millis(100) })],
      ['disk-latency', () => harm(diskLatency, { perFsync: millis(200) })],
      ['disk-stall', () => withWrites(() => harm(diskStall, {}))],
      ['pause', () => harm(pause, {})],
      ['kill', () => harm(kill, {})],
    ];
    for (const [name, doHarm] of reversible) {
      test(`${name} bites, is proven, heals twice harmlessly, and is proven gone`, async () => {
        const { lines, injected, heals } = await doHarm();
        if (injected instanceof Error) throw injected;
        await injected.heal();
        await injected.heal();
        assert.deepEqual(await heals.healAll(), []);
        const seen = lines.map((l) => [l.name, l.targets, l.phase, l.ok, l.to >= l.from]);
        assert.deepEqual(
          seen,
          ['inject', 'bites', 'heal', 'gone'].map((phase) => [name, ['m2'], phase, true, true]),
        );
        await awaitServing(three.cluster, { within: seconds(10) });
      });
    }

    test('a fault that throws half-way is healed by the stack', async () => {
      const half = defineFault<object>({
        ...isolate,
        inject: async (world, params) => {
          await isolate.inject(world, params);
          throw new Error('half-way');
        },
      });
      const { injected, heals, lines } = await harm(half, {});
      assert.ok(injected instanceof Error);
      assert.equal(String(injected), 'Error: half-way');
      assert.deepEqual(await heals.healAll(), []);
      assert.deepEqual(
        lines.map((l) => [l.phase, l.ok]),
        [
          ['inject', false],
          ['heal', true],
          ['gone', true],
        ],
      );
    });

    test('a misspelt toxic is accepted by Toxiproxy, does nothing, and is found out', async () => {
      const { injected, heals, lines } = await harm(misspeltLatency, {});
      assert.ok(injected instanceof DoomsdayError);
      assert.deepEqual([injected.code, injected.exit], ['FAULT_DID_NOT_BITE', EXIT.inconclusive]);
      assert.deepEqual(await heals.healAll(), []);
      assert.deepEqual(
        lines.map((l) => [l.phase, l.ok]),
        [
          ['inject', true],
          ['bites', false],
          ['heal', true],
          ['gone', true],
        ],
      );
    });

    test('lose destroys process and volume, and is not gone while nothing replaces it', async () => {
      const { injected, heals, lines } = await harm(lose, {});
      if (injected instanceof Error) throw injected;
      assert.equal(await injected.targets[0]?.machine.volumeExists(), false);
      const failures = await heals.healAll();
      assert.deepEqual(
        failures.map((f) => [f.name, String(f.error)]),
        [['heal lose', 'Error: nothing has replaced what was lost']],
      );
      assert.deepEqual(
        lines.map((l) => [l.phase, l.ok]),
        [
          ['inject', true],
          ['bites', true],
          ['heal', true],
          ['gone', false],
        ],
      );
    });

    /** A stalled disk shows only when something is to be synced. */
    async function withWrites<T>(work: () => Promise<T>): Promise<T> {
      const { client } = three.cluster.members[0] as (typeof three.cluster.members)[number];
      const endpoint = client.fromHarness as Endpoint;
      const writer = recordingClient({ sink: record.sink, endpoint, member: 'm1', epoch: 1 });
      let going = true;
      const writing = (async () => {
        for (let n = 0; going; n++) {
          await writer.call({ op: 'put', key: 'k', value: String(n) }, { within: seconds(2) });
        }
      })();
      try {
        return await work();
      } finally {
        going = false;
        await writing;
        writer.close();
      }
    }
  });
}

const settled = (injecting: Promise<Injection>): Promise<Injection | Error> =>
  injecting.catch((error: unknown) => error as Error);
