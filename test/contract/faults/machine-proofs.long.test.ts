import assert from 'node:assert/strict';
import { after, afterEach, before, suite, test } from 'node:test';
import { millis, seconds } from '../../../src/core/duration.ts';
import { eventually } from '../../../src/core/eventually.ts';
import { HealStack } from '../../../src/core/heal-stack.ts';
import { awaitServing } from '../../../src/cluster/await-serving.ts';
import type { Member } from '../../../src/cluster/member.ts';
import { memberStatus } from '../../../src/etcd/member-status.ts';
import type { FaultWorld } from '../../../src/faults/define-fault.ts';
import { diskStall } from '../../../src/faults/disk/disk-stall.ts';
import { powerLoss } from '../../../src/faults/disk/power-loss.ts';
import { kill } from '../../../src/faults/machine/kill.ts';
import { pause } from '../../../src/faults/machine/pause.ts';
import { terminate } from '../../../src/faults/machine/terminate.ts';
import { noProcessRuntime } from '../../support/process-runtime.ts';
import { faultBench, type FaultBench } from './fault-bench.ts';
import { outcome } from './outcome.ts';

const PATIENCE = { patience: seconds(30) };
const LOOK = millis(1500);

/** What each harm may be taken for. */
const PROOFS = {
  kill: (world: FaultWorld) => kill.proveBiting(world, {}),
  terminate: (world: FaultWorld) => terminate.proveBiting(world, PATIENCE),
  'power-loss': (world: FaultWorld) => powerLoss.proveBiting(world, {}),
  pause: (world: FaultWorld) => pause.proveBiting(world, {}),
} as const;

const ALL_IN_VAIN = {
  ...{ kill: 'looked in vain', terminate: 'looked in vain' },
  ...{ 'power-loss': 'looked in vain', pause: 'looked in vain' },
};

suite('a harm is not taken for another one', { skip: noProcessRuntime }, () => {
  let bench: FaultBench;
  before(async () => {
    bench = await faultBench('process');
  });
  afterEach(async () => {
    await bench.healLeft();
    await awaitServing(bench.cluster, { within: seconds(20) });
  });
  after(() => bench[Symbol.asyncDispose]());

  const target = (): Member => bench.cluster.members[1] as Member;
  const worldOf = (): FaultWorld => {
    const { heals, ...site } = bench.site();
    const heal = new HealStack();
    heals.push('the harm', async () => void (await heal.healAll()));
    return { ...site, targets: [target()], heal, proveWithin: LOOK };
  };

  /** What every proof says of what there is now; `world` is that of the harm. */
  async function said(world: FaultWorld): Promise<Record<string, string>> {
    const looks = Object.entries(PROOFS).map(async ([name, prove]) => {
      const told = await outcome(prove(world));
      return [name, told] as const;
    });
    return Object.fromEntries(await Promise.all(looks));
  }

  test('nothing at all', async () => {
    assert.deepEqual(await said(worldOf()), ALL_IN_VAIN);
  });

  test('pause', async () => {
    const world = worldOf();
    await pause.inject(world, {});
    assert.deepEqual(await said(world), {
      ...ALL_IN_VAIN,
      pause: 'm2 is stopped and uses no CPU, a dial is taken and hears nothing for 150 ms',
    });
  });

  test('kill', async () => {
    const world = worldOf();
    await kill.inject(world, {});
    const ended = 'm2 ended (SIGKILL), and a dial is refused';
    assert.deepEqual(await said(world), { ...ALL_IN_VAIN, kill: ended });
  });

  test('terminate', async () => {
    const world = worldOf();
    await terminate.inject(world, PATIENCE);
    const ended = 'm2 ended (SIGTERM), and a dial is refused';
    assert.deepEqual(await said(world), { ...ALL_IN_VAIN, terminate: ended });
  });

  test('power-loss: it ends the process as a kill does', async () => {
    const world = worldOf();
    await powerLoss.inject(world, {});
    const { 'power-loss': loss = '', ...others } = await said(world);
    const { 'power-loss': _, ...inVain } = ALL_IN_VAIN;
    const ended = 'm2 ended (SIGKILL), and a dial is refused';
    assert.deepEqual(others, { ...inVain, kill: ended });
    assert.match(loss, /^m2 ended \(SIGKILL\), and a dial is refused; (nothing was|\S+ lost \d+)/);
  });

  test('disk-stall, while a commit waits for the disk and no status is told', async () => {
    const found = await eventually('a commit waits', () => whileStalled(), { within: seconds(60) });
    assert.deepEqual(found, ALL_IN_VAIN);
  });

  /** @returns undefined where the stall met no commit: the member still tells its status. */
  async function whileStalled(): Promise<Record<string, string> | undefined> {
    const world = worldOf();
    try {
      return await bench.withWrites(async () => {
        await diskStall.inject(world, {});
        await diskStall.proveBiting({ ...world, proveWithin: seconds(5) }, {});
        return (await tellsItsStatus()) ? undefined : await said(world);
      });
    } finally {
      await bench.healLeft();
      await awaitServing(bench.cluster, { within: seconds(20) });
    }
  }

  async function tellsItsStatus(): Promise<boolean> {
    const status = memberStatus(await target().machine.endpoint('client'), millis(500));
    return await status.then(
      () => true,
      () => false,
    );
  }
});
