import assert from 'node:assert/strict';
import { after, before, suite, test } from 'node:test';
import { seconds } from '../../../src/core/duration.ts';
import { awaitServing } from '../../../src/cluster/await-serving.ts';
import type { Member } from '../../../src/cluster/member.ts';
import { permissions, permit } from '../../../src/cluster/permissions.ts';
import type { Fault } from '../../../src/faults/define-fault.ts';
import { wrongMode } from '../../../src/faults/data/wrong-mode.ts';
import { wrongOwner } from '../../../src/faults/data/wrong-owner.ts';
import { noProcessRuntime } from '../../support/process-runtime.ts';
import { faultBench, type FaultBench } from './fault-bench.ts';
import { faultCase } from './fault-case.ts';

const notRoot = process.getuid?.() !== 0 && 'only root gives files away and passes over modes';

suite('what the proofs of permissions tell and refuse', { skip: noProcessRuntime }, () => {
  let bench: FaultBench;
  before(async () => {
    bench = await faultBench('process');
  });
  after(() => bench[Symbol.asyncDispose]());

  const second = (): Member => bench.cluster.members[1] as Member;

  /**
   * Injects, heals, waits until all serve; `within`: what is to be proven has long, what is not to
   * be has little. @returns the lines of the record, and what was thrown.
   */
  async function played(fault: Fault<object>, within = seconds(2)) {
    const site = { ...bench.site(), proveWithin: within };
    const error = await faultCase(fault, {})
      .inject(site)
      .then(
        () => undefined,
        (thrown: { facts?: { observed?: string } }) => thrown.facts?.observed,
      );
    assert.deepEqual(await site.heals.healAll(), []);
    await awaitServing(bench.cluster, { within: seconds(20) });
    const told = (phase: string) => site.lines.find((line) => line.phase === phase)?.evidence;
    return { error, bites: told('bites'), gone: told('gone') };
  }

  const says = (harm: string): RegExp =>
    RegExp(
      `^m2: \\d+ files and folders, .: ${harm}; it ended \\(exit code 1\\): .*permission denied$`,
    );
  const gone = 'm2 serves, with owners and modes of before';

  test('wrong-mode tells what was changed, and etcd why it ended', async () => {
    const { uid, gid } = await ownOf(second());
    const { bites, ...rest } = await played(wrongMode, seconds(20));
    assert.match(bites ?? '', says(`0700 of ${uid}:${gid} -> 0500 of ${uid}:${gid}`));
    assert.deepEqual(rest, { error: undefined, gone });
  });

  test('wrong-owner tells what was changed, and etcd why it ended', { skip: notRoot }, async () => {
    const { bites, ...rest } = await played(wrongOwner, seconds(20));
    assert.match(bites ?? '', says('0700 of 0:0 -> 0700 of 1:1'));
    assert.deepEqual(rest, { error: undefined, gone });
  });

  test('an etcd that passes over the modes was not harmed', { skip: notRoot }, async () => {
    const asRoot: Fault<object> = {
      ...wrongMode,
      async inject(world, params) {
        await wrongMode.inject(world, params);
        const { machine, plan } = second();
        await machine.exited();
        await machine.start(plan);
      },
    };
    const { error } = await played(asRoot);
    assert.equal(error, 'it is running');
  });

  test('an end among files that are as they were is not of permissions', async () => {
    const unharmed: Fault<object> = {
      ...wrongMode,
      async inject(world, params) {
        const { machine } = second();
        await machine.kill();
        const before = await permissions(machine);
        await wrongMode.inject(world, params);
        await machine.exited();
        await permit(machine, before);
      },
    };
    const { error } = await played(unharmed);
    assert.equal(error, 'owners and modes are those of before');
  });

  test('a member that serves with other modes is not healed', { skip: notRoot }, async () => {
    const { machine, plan } = second();
    const site = bench.site();
    const injection = await faultCase(wrongMode, {}).inject(site);
    const harmed = await permissions(machine);
    await injection.undo();
    await permit(machine, harmed.slice(0, 1));
    const error = await injection.heal().catch((thrown: { facts: object }) => thrown.facts);
    const { observed } = error as { observed?: string };
    assert.equal(observed, '.: 0700 of 0:0 -> 0500 of 0:0');
    await machine.kill();
    await permit(machine, [{ ...(harmed[0] as (typeof harmed)[0]), mode: '0700' }]);
    await machine.start(plan);
    await awaitServing(bench.cluster, { within: seconds(20) });
  });
});

/** Who owns the data dir. */
async function ownOf({ machine }: Member): Promise<{ uid: number; gid: number }> {
  const [dir] = await permissions(machine);
  if (dir === undefined) throw new Error('no data dir');
  return dir;
}
