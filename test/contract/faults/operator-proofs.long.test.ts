import assert from 'node:assert/strict';
import { after, before, suite, test } from 'node:test';
import { seconds } from '../../../src/core/duration.ts';
import { HealStack } from '../../../src/core/heal-stack.ts';
import { awaitServing } from '../../../src/cluster/await-serving.ts';
import type { Member } from '../../../src/cluster/member.ts';
import { memberStatus } from '../../../src/etcd/member-status.ts';
import type { Fault } from '../../../src/faults/define-fault.ts';
import { moveLeader } from '../../../src/faults/operator/move-leader.ts';
import { tokenReused } from '../../../src/faults/operator/token-reused.ts';
import { noProcessRuntime } from '../../support/process-runtime.ts';
import { faultBench, type FaultBench } from './fault-bench.ts';
import { faultCase } from './fault-case.ts';

suite('what the proofs of operator faults refuse', { skip: noProcessRuntime }, () => {
  let bench: FaultBench;
  before(async () => {
    bench = await faultBench('process');
  });
  after(() => bench[Symbol.asyncDispose]());

  async function leader(): Promise<Member> {
    for (const member of bench.three.cluster.members) {
      const said = await memberStatus(await member.machine.endpoint('client'), seconds(2));
      if (said.leader === said.member) return member;
    }
    throw new Error('nobody leads');
  }

  /** Injects, heals, waits until all serve, and returns what the failed proof observed. */
  async function observed(fault: Fault<object>): Promise<unknown> {
    const site = { ...bench.site(), proveWithin: seconds(2) };
    const error = await faultCase(fault, {})
      .inject(site)
      .catch((thrown: unknown) => thrown);
    assert.deepEqual(await site.heals.healAll(), []);
    await awaitServing(bench.three.cluster, { within: seconds(20) });
    const { code, facts } = error as { code?: string; facts?: { observed?: string } };
    return code === undefined ? 'it bit' : [code, facts?.observed];
  }

  test('move-leader: an office that was handed back is where it was', async () => {
    const old = await leader();
    const andBack: Fault<object> = {
      ...moveLeader,
      async inject(world, params) {
        await moveLeader.inject(world, params);
        await moveLeader.inject({ ...world, targets: [old], heal: new HealStack() }, params);
      },
    };
    assert.deepEqual(await observed(andBack), ['FAULT_DID_NOT_BITE', `${old.name} still leads`]);
  });

  test('token-reused: a member that was not bootstrapped anew is refused by nobody', async () => {
    const nobody: Fault<object> = {
      ...tokenReused,
      inject: (world, params) => tokenReused.inject({ ...world, targets: [] }, params),
    };
    assert.deepEqual(await observed(nobody), [
      'FAULT_DID_NOT_BITE',
      'no log tells of a wrong cluster id',
    ]);
  });
});
