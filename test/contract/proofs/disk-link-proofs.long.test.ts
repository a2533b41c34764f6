import assert from 'node:assert/strict';
import { after, afterEach, before, suite, test } from 'node:test';
import { formatDuration, millis, seconds } from '../../../src/core/duration.ts';
import { pass } from '../../../src/core/clock.ts';
import type { Fault, FaultWorld } from '../../../src/faults/define-fault.ts';
import { lookAtDisks } from '../../../src/faults/disk/disk-baseline.ts';
import { diskLatency } from '../../../src/faults/disk/disk-latency.ts';
import { diskStallCycles } from '../../../src/faults/disk/disk-stall-cycles.ts';
import { diskStall } from '../../../src/faults/disk/disk-stall.ts';
import { idleDiskStall } from '../../../src/faults/disk/idle-disk-stall.ts';
import { noProcessRuntime } from '../../support/process-runtime.ts';
import { diskLink, type DiskLink } from './disk-links.ts';
import { outcome } from '../faults/outcome.ts';

const IN_VAIN = millis(1500);
const LONG_ENOUGH = seconds(10);

/** Short stalls, far from each other: a look that begins in a gap mostly ends in one. */
const cycles = {
  ...{ holdFrom: millis(200), holdTo: millis(250) },
  ...{ gapFrom: millis(400), gapTo: millis(600) },
};

const FAULTS: readonly (readonly [name: string, fault: Fault<object>, params: object])[] = [
  ['disk-latency of 100 ms', diskLatency, { perFsync: millis(100) }],
  ['disk-latency of 200 ms', diskLatency, { perFsync: millis(200) }],
  ['disk-stall', diskStall, {}],
  ['disk-stall of an idle disk', idleDiskStall, {}],
  ['disk-stall-cycles', diskStallCycles, cycles],
];

/** How slow the scene's own disks are: not at all, slower than some of the faults, slower than all. */
for (const fsyncLatency of [millis(0), millis(150), millis(300)]) {
  suite(`disks that take ${formatDuration(fsyncLatency)}`, { skip: noProcessRuntime }, () => {
    let link: DiskLink;
    let worlds: FaultWorld[] = [];
    before(async () => {
      link = await diskLink(fsyncLatency);
    });
    afterEach(async () => {
      for (const { heal } of worlds) await heal.healAll();
      worlds = [];
    });
    after(() => link[Symbol.asyncDispose]());

    const worldFor = (within = LONG_ENOUGH): FaultWorld => {
      const world = link.world(within);
      worlds.push(world);
      return world;
    };

    for (const [name, fault, params] of FAULTS) {
      test(`${name}: it bites, and is gone when it was healed`, async () => {
        const world = worldFor();
        await fault.inject(world, params);
        await fault.proveBiting(world, params);
        assert.deepEqual(await world.heal.healAll(), []);
        await fault.proveGone(world, params);
      });

      test(`${name}: without the harm it is not said to bite`, async () => {
        const world = worldFor(IN_VAIN);
        await lookAtDisks(world);
        assert.equal(await outcome(fault.proveBiting(world, params)), 'looked in vain');
      });

      test(`${name}: while it lasts it is not said to be gone`, async () => {
        const world = worldFor();
        await fault.inject(world, params);
        await fault.proveBiting(world, params);
        const soon = { ...world, proveWithin: IN_VAIN };
        assert.equal(await outcome(fault.proveGone(soon, params)), 'looked in vain');
      });

      test(`${name}: what another fault does to the disk is not its own`, async () => {
        await diskStall.inject(worldFor(), {});
        const world = worldFor(IN_VAIN);
        await fault.inject(world, params);
        await assert.rejects(fault.proveBiting(world, params), {
          message: 'before the harm no round trip came back over disk:m1',
        });
      });

      test(`${name}: a member that died meanwhile does not hinder its end`, async () => {
        const world = worldFor();
        await fault.inject(world, params);
        await link.member.machine.kill();
        const said = await fault.proveGone(world, params);
        assert.deepEqual(await world.heal.healAll(), []);
        await link.member.machine.start(link.member.plan);
        assert.equal(said, 'm1 does not run');
      });
    }
  });
}

suite('a Toxiproxy that stands still', { skip: noProcessRuntime }, () => {
  let link: DiskLink;
  before(async () => {
    link = await diskLink(millis(0));
  });
  after(() => link[Symbol.asyncDispose]());

  test('is no silent disk', async () => {
    const world = link.world(millis(300));
    await lookAtDisks(world);
    const pid = await link.toxiproxyPid();
    process.kill(pid, 'SIGSTOP');
    const said = outcome(idleDiskStall.proveBiting(world, {}));
    await pass(millis(1000)); // longer than the proof would look
    process.kill(pid, 'SIGCONT');
    assert.equal(await said, 'looked in vain');
  });
});
