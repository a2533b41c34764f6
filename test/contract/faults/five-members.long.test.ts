import assert from 'node:assert/strict';
import { after, before, suite, test } from 'node:test';
import { pass } from '../../../src/core/clock.ts';
import { seconds } from '../../../src/core/duration.ts';
import { HealStack } from '../../../src/core/heal-stack.ts';
import { seededRng } from '../../../src/core/rng.ts';
import { awaitServing } from '../../../src/cluster/await-serving.ts';
import type { Member } from '../../../src/cluster/member.ts';
import type { Fault } from '../../../src/faults/define-fault.ts';
import { injectFault } from '../../../src/faults/inject-fault.ts';
import { twoRecoveries } from '../../../src/faults/operator/two-recoveries.ts';
import type { FaultLine } from '../../../src/history/types.ts';
import { gatedCluster, type GatedCluster } from '../../../scripts/bench/gated-cluster.ts';
import { noProcessRuntime } from '../../support/process-runtime.ts';
import { scratchRecord } from '../../support/scratch-record.ts';
import { leaderOf } from '../../support/stage/offices.ts';
import { assertWell } from './phases.ts';

suite('whom etcd refuses of two operators', { skip: noProcessRuntime }, () => {
  let gated: GatedCluster;
  before(async () => {
    gated = await gatedCluster(5);
  });
  after(() => gated[Symbol.asyncDispose]());

  /** Injects with proof, heals with proof, waits until all serve. @returns the lines of the record. */
  async function play(fault: Fault<object>, targets: readonly Member[]): Promise<FaultLine[]> {
    await using record = await scratchRecord();
    const { sink } = record;
    const { cluster } = gated;
    const lines: FaultLine[] = [];
    const write: typeof sink.write = (line) => void (line.t === 'fault' && lines.push(line));
    const heals = new HealStack();
    const site = {
      ...{ cluster, targets, current: () => cluster, id: 1 },
      ...{ rng: seededRng('five'), heals, proveWithin: seconds(5) },
      signal: new AbortController().signal,
      sink: { ...sink, now: sink.now, write },
    };
    try {
      const injection = await injectFault(fault, {}, site);
      await injection.heal();
    } finally {
      assert.deepEqual(await heals.healAll(), []);
      await awaitServing(cluster, { within: seconds(20) });
    }
    return lines;
  }

  /** The leader first. */
  async function byOffice(): Promise<Member[]> {
    const leader = await leaderOf(gated.cluster);
    return [leader, ...gated.cluster.members.filter((m) => m !== leader)];
  }

  /** From then on etcd takes members for connected. Source: etcdserver/server.go, HealthInterval. */
  const LONG_CONNECTED = seconds(6);
  const WRONG_LIST = /added and ended: .*count is unequal/;
  const EITHER = RegExp(`not added: .*unhealthy cluster|${WRONG_LIST.source}`);
  const RECOVERIES = [
    ['two followers', 1, seconds(0), EITHER],
    ['the leader and a follower', 0, seconds(0), EITHER],
    ['two of members long connected', 1, LONG_CONNECTED, WRONG_LIST],
  ] as const;

  for (const [whom, from, connected, refusal] of RECOVERIES) {
    test(`two-recoveries of ${whom}: bites, is proven, heals, is proven gone`, async () => {
      await pass(connected);
      const members = await byOffice();
      const lines = await play(twoRecoveries, members.slice(from, from + 2));
      assertWell(lines);
      assert.match(lines.find(({ phase }) => phase === 'bites')?.evidence ?? '', refusal);
    });
  }

  test('two-recoveries: operators who were not refused prove nothing', async () => {
    const members = await byOffice();
    const nobody: Fault<object> = { ...twoRecoveries, inject: async () => undefined };
    const error: unknown = await play(nobody, members.slice(1, 3)).catch((e: unknown) => e);
    assert.equal((error as { code?: string }).code, 'FAULT_DID_NOT_BITE');
  });
});
