import assert from 'node:assert/strict';
import { after, before, suite, test } from 'node:test';
import { seconds } from '../../../src/core/duration.ts';
import { awaitServing } from '../../../src/cluster/await-serving.ts';
import { diskStall } from '../../../src/faults/disk/disk-stall.ts';
import { injectFault } from '../../../src/faults/inject-fault.ts';
import { freeze } from '../../../src/faults/peer-network/freeze.ts';
import { isolate } from '../../../src/faults/peer-network/isolate.ts';
import { noProcessRuntime } from '../../support/process-runtime.ts';
import { faultBench, type FaultBench } from './fault-bench.ts';
import { ALL_WELL, phases } from './phases.ts';

/** While a commit of its db waits for the disk, a member answers no status call. */
suite('a member whose disk stalls can be cut off', { skip: noProcessRuntime }, () => {
  let bench: FaultBench;
  before(async () => {
    bench = await faultBench('process');
  });
  after(() => bench[Symbol.asyncDispose]());

  for (const fault of [isolate, freeze]) {
    test(`${fault.name}, proven and proven gone`, async () => {
      const { lines, ...site } = bench.site();
      const on = { ...site, targets: bench.three.cluster.members.slice(1, 2) };
      await bench.withWrites(async () => {
        await injectFault(diskStall, {}, on);
        const cut = await injectFault(fault, {}, { ...on, id: on.id + 1 });
        await cut.heal();
        assert.deepEqual(await site.heals.healAll(), []);
      });
      await awaitServing(bench.three.cluster, { within: seconds(20) });
      assert.deepEqual(
        lines.map((line) => [line.name, ...phases([line])]),
        [
          ...['inject', 'bites'].map((phase) => ['disk-stall', phase]),
          ...ALL_WELL.map((phase) => [fault.name, phase]),
          ...['heal', 'gone'].map((phase) => ['disk-stall', phase]),
        ],
      );
    });
  }
});
