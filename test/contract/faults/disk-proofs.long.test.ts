import assert from 'node:assert/strict';
import { after, before, suite, test } from 'node:test';
import { millis, seconds } from '../../../src/core/duration.ts';
import { HealStack } from '../../../src/core/heal-stack.ts';
import { awaitServing } from '../../../src/cluster/await-serving.ts';
import type { Member } from '../../../src/cluster/member.ts';
import { allSynced } from '../../../src/drill/all-synced.ts';
import type { Fault } from '../../../src/faults/define-fault.ts';
import { lookAtDisks } from '../../../src/faults/disk/disk-baseline.ts';
import { diskFull } from '../../../src/faults/disk/disk-full.ts';
import { diskReadOnly } from '../../../src/faults/disk/disk-read-only.ts';
import { diskStallCycles } from '../../../src/faults/disk/disk-stall-cycles.ts';
import { diskStall } from '../../../src/faults/disk/disk-stall.ts';
import { fsyncError } from '../../../src/faults/disk/fsync-error.ts';
import { idleDiskStall } from '../../../src/faults/disk/idle-disk-stall.ts';
import { noProcessRuntime } from '../../support/process-runtime.ts';
import { faultBench, type FaultBench } from './fault-bench.ts';
import { faultCase } from './fault-case.ts';
import { outcome } from './outcome.ts';

const skip = noProcessRuntime;

suite('what the proofs of disk faults refuse', { skip }, () => {
  let bench: FaultBench;
  before(async () => {
    bench = await faultBench('process');
  });
  after(() => bench[Symbol.asyncDispose]());

  const second = (): Member => bench.cluster.members[1] as Member;

  /** Injects, heals, waits until all serve, and returns what the failed proof observed. */
  async function observed<P extends object>(fault: Fault<P>, params: P): Promise<unknown> {
    const site = { ...bench.site(), proveWithin: seconds(2) };
    const error = await faultCase(fault, params)
      .inject(site)
      .catch((thrown: unknown) => thrown);
    assert.deepEqual(await site.heals.healAll(), []);
    await awaitServing(bench.cluster, { within: seconds(20) });
    const { code, facts } = error as { code?: string; facts?: { observed?: string } };
    return code === undefined ? 'it bit' : [code, facts?.observed];
  }

  for (const fault of [diskFull, diskReadOnly, fsyncError]) {
    test(`${fault.name}: a member that is not written to did not meet it`, async () => {
      await allSynced(second(), millis(300), { within: seconds(20) }); // what came before is over
      assert.deepEqual(await observed(fault, {}), ['FAULT_DID_NOT_BITE', 'm2 met no error yet']);
    });

    test(`${fault.name}: a member that ended of something else did not meet it`, async () => {
      const killed: Fault<object> = {
        ...fault,
        inject: async (world, params) => {
          await fault.inject(world, params);
          process.kill((await second().machine.gateStatus()).pid, 'SIGKILL');
          await second().machine.exited();
        },
      };
      const [code, words] = (await observed(killed, {})) as string[];
      assert.equal(code, 'FAULT_DID_NOT_BITE');
      assert.match(words ?? '', /^ended \(SIGKILL\), not of "[a-z/ -]+"$/);
    });
  }

  test('a stall that is never let go is no cycle', async () => {
    const short = millis(100);
    const params = { holdFrom: short, holdTo: short, gapFrom: short, gapTo: short };
    const once = { ...diskStallCycles, inject: diskStall.inject };
    const [code, words] = (await bench.withWrites(() => observed(once, params))) as string[];
    assert.equal(code, 'FAULT_DID_NOT_BITE');
    assert.match(words ?? '', /^holds of [\d.]+ ms or more: 1, releases: 0$/);
  });

  test('a disk link that answers is not held', async () => {
    const [code, words] = (await observed(
      { ...idleDiskStall, inject: lookAtDisks },
      {},
    )) as string[];
    assert.equal(code, 'FAULT_DID_NOT_BITE');
    assert.match(words ?? '', /^a round trip over disk:m2 in [\d.]+ [a-z]+$/);
  });

  for (const fault of [diskFull, diskReadOnly, fsyncError]) {
    test(`${fault.name}: while it lasts at a member that is not written to, it is not said to be gone`, async () => {
      const world = { ...bench.site(), targets: [second()], heal: new HealStack() };
      await fault.inject(world, {});
      const said = await outcome(fault.proveGone({ ...world, proveWithin: seconds(2) }, {}));
      assert.deepEqual([said, await world.heal.healAll()], ['looked in vain', []]);
      await awaitServing(bench.cluster, { within: seconds(20) });
    });
  }

  test('the end of a member is no news within the fault, and news after it', async () => {
    const { machine, plan } = second();
    const injection = await bench.withWrites(() => faultCase(diskFull, {}).inject(bench.site()));
    const { asked: within } = await machine.exited();
    await injection.heal();
    process.kill((await machine.gateStatus()).pid, 'SIGKILL');
    const { asked: afterwards } = await machine.exited();
    await machine.start(plan);
    assert.deepEqual({ within, afterwards }, { within: true, afterwards: false });
  });
});
