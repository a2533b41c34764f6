import assert from 'node:assert/strict';
import { after, before, suite, test } from 'node:test';
import { seconds } from '../../../src/core/duration.ts';
import { awaitServing } from '../../../src/cluster/await-serving.ts';
import type { Member } from '../../../src/cluster/member.ts';
import { provenReplaced } from '../../../src/faults/data/proven-replaced.ts';
import { noProcessRuntime } from '../../support/process-runtime.ts';
import { faultBench, type FaultBench } from '../faults/fault-bench.ts';

suite('what the proofs of harmed data refuse', { skip: noProcessRuntime }, () => {
  let bench: FaultBench;
  before(async () => {
    bench = await faultBench('process');
  });
  after(() => bench[Symbol.asyncDispose]());

  /** What is said of the second member; after `within` nothing is waited for any more. */
  async function saidWithin(within: number): Promise<string> {
    const targets = bench.cluster.members.slice(1, 2);
    const signal = AbortSignal.timeout(within);
    const world = { ...bench.site(), targets, signal, proveWithin: seconds(1) };
    const look = provenReplaced({ ...world, heal: world.heals });
    return await look.catch((error: Error) => error.name);
  }

  const others = (): Member[] => bench.cluster.members.filter(({ name }) => name !== 'm2');

  test('members that run and do not answer are waited for: it is not alone', async () => {
    const pids: number[] = [];
    for (const { machine } of others()) pids.push((await machine.gateStatus()).pid);
    for (const pid of pids) process.kill(pid, 'SIGSTOP');
    const said = await saidWithin(3000);
    for (const pid of pids) process.kill(pid, 'SIGCONT');
    await awaitServing(bench.cluster, { within: seconds(20) });
    assert.equal(said, 'TimeoutError');
  });

  test('a member whose others do not run is alone', async () => {
    for (const { machine } of others()) await machine.kill();
    const said = await saidWithin(20_000);
    await Promise.all(others().map(({ machine, plan }) => machine.start(plan)));
    await awaitServing(bench.cluster, { within: seconds(20) });
    assert.equal(said, 'm2 serves, alone');
  });
});
