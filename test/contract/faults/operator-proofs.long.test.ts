import assert from 'node:assert/strict';
import { after, before, suite, test } from 'node:test';
import { seconds } from '../../../src/core/duration.ts';
import { eventually } from '../../../src/core/eventually.ts';
import { HealStack } from '../../../src/core/heal-stack.ts';
import { awaitServing } from '../../../src/cluster/await-serving.ts';
import { peerLinks, peerLinksTouching, type PeerLink } from '../../../src/cluster/cluster.ts';
import type { Member } from '../../../src/cluster/member.ts';
import { memberStatus } from '../../../src/etcd/member-status.ts';
import type { Fault, FaultWorld } from '../../../src/faults/define-fault.ts';
import { injectFault } from '../../../src/faults/inject-fault.ts';
import { kill } from '../../../src/faults/machine/kill.ts';
import { moveLeader } from '../../../src/faults/operator/move-leader.ts';
import { tokenReused } from '../../../src/faults/operator/token-reused.ts';
import { noProcessRuntime } from '../../support/process-runtime.ts';
import { leaderOf } from '../../support/stage/offices.ts';
import { faultBench, type FaultBench } from './fault-bench.ts';
import { faultCase } from './fault-case.ts';
import { outcome } from './outcome.ts';

suite('what the proofs of operator faults refuse', { skip: noProcessRuntime }, () => {
  let bench: FaultBench;
  before(async () => {
    bench = await faultBench('process');
  });
  after(() => bench[Symbol.asyncDispose]());

  const namedBy = async ({ machine }: Member): Promise<string> =>
    (await memberStatus(await machine.endpoint('client'), seconds(2))).leader;

  /** Injects, heals, waits until all serve, and returns what the failed proof observed. */
  async function observed(fault: Fault<object>): Promise<unknown> {
    const site = { ...bench.site(), proveWithin: seconds(2) };
    const error = await faultCase(fault, {})
      .inject(site)
      .catch((thrown: unknown) => thrown);
    assert.deepEqual(await site.heals.healAll(), []);
    await awaitServing(bench.cluster, { within: seconds(20) });
    const { code, facts } = error as { code?: string; facts?: { observed?: string } };
    return code === undefined ? 'it bit' : [code, facts?.observed];
  }

  test('move-leader: an office that was handed back is where it was', async () => {
    const old = await leaderOf(bench.cluster);
    const andBack: Fault<object> = {
      ...moveLeader,
      async inject(world, params) {
        await moveLeader.inject(world, params);
        await moveLeader.inject({ ...world, targets: [old], heal: new HealStack() }, params);
      },
    };
    assert.deepEqual(await observed(andBack), ['FAULT_DID_NOT_BITE', `${old.name} still leads`]);
  });

  /** What the proof of the end says while these links are down and `lonely` name no leader. */
  async function goneWhileApart(links: readonly PeerLink[], lonely: readonly Member[]) {
    const world = { ...bench.site(), targets: [], heal: new HealStack(), proveWithin: seconds(2) };
    const nobodyNamed = async (): Promise<boolean> =>
      (await Promise.all(lonely.map(namedBy))).every((named) => named === '0');
    try {
      await Promise.all(links.map(({ link }) => link.disable()));
      await eventually('members without a leader', nobodyNamed, { within: seconds(20) });
      return await outcome(moveLeader.proveGone(world, {}));
    } finally {
      await Promise.all(links.map(({ link }) => link.enable()));
      await awaitServing(bench.cluster, { within: seconds(20) });
    }
  }

  test('move-leader: members that all name no leader do not agree on one', async () => {
    const { cluster } = bench;
    const said = await goneWhileApart(peerLinks(cluster), cluster.members);
    assert.equal(said, 'looked in vain');
  });

  test('move-leader: one member that names no leader is too many', async () => {
    const { cluster } = bench;
    const said: string[] = [];
    for (const member of cluster.members) {
      if (member === (await leaderOf(cluster))) continue;
      said.push(await goneWhileApart(peerLinksTouching(cluster, [member]), [member]));
    }
    assert.deepEqual([...new Set(said)], ['looked in vain']);
  });

  const refusedByNobody = ['FAULT_DID_NOT_BITE', 'no log tells of a wrong cluster id'];

  /** Nobody is bootstrapped; what is done instead. */
  const bootstrapsNobody = (instead?: (world: FaultWorld) => Promise<unknown>): Fault<object> => ({
    ...tokenReused,
    inject: async (world, params) => {
      await tokenReused.inject({ ...world, targets: [] }, params);
      await instead?.(world);
    },
  });

  test('token-reused: what others log of a member that is down is no refusal', async () => {
    const downs = bootstrapsNobody((world) => kill.inject(world, {}));
    assert.deepEqual(await observed(downs), refusedByNobody);
  });

  test('token-reused: it lasts while the target serves a cluster of its own', async () => {
    const site = { ...bench.site(), targets: bench.cluster.members.slice(1, 2) };
    await injectFault(tokenReused, {}, site);
    const world = { ...site, heal: new HealStack(), proveWithin: seconds(1) };
    const said = await bench.withWrites(() => outcome(tokenReused.proveGone(world, {})));
    assert.deepEqual(await site.heals.healAll(), []);
    await awaitServing(bench.cluster, { within: seconds(20) });
    assert.equal(said, 'looked in vain');
  });

  // After the one before: the logs tell of it.
  test('token-reused: a member that was not bootstrapped anew is refused by nobody', async () => {
    assert.deepEqual(await observed(bootstrapsNobody()), refusedByNobody);
  });
});
