import assert from 'node:assert/strict';
import { after, before, suite, test } from 'node:test';
import { millis, seconds } from '../../../src/core/duration.ts';
import { eventually } from '../../../src/core/eventually.ts';
import { awaitServing } from '../../../src/cluster/await-serving.ts';
import { peerLinks, type PeerLink } from '../../../src/cluster/cluster.ts';
import type { Member } from '../../../src/cluster/member.ts';
import { openAsker, type Asker } from '../../../src/etcd/ask.ts';
import { fetchMetrics } from '../../../src/etcd/metrics.ts';
import { KV, LEASE } from '../../../src/etcd/methods.ts';
import type { Endpoint } from '../../../src/runtime/runtime.ts';
import { memberStatus } from '../../../src/etcd/member-status.ts';
import {
  asNewcomer,
  askWithin,
  clientEnd,
  SMALL,
} from '../../../src/faults/client-network/standing.ts';
import { clientCut } from '../../../src/faults/client-network/client-cut.ts';
import { clientFreeze } from '../../../src/faults/client-network/client-freeze.ts';
import { clientHalfOpen } from '../../../src/faults/client-network/client-half-open.ts';
import type { Fault } from '../../../src/faults/define-fault.ts';
import { clientSlowClose } from '../../../src/faults/client-network/client-slow-close.ts';
import { diskStall } from '../../../src/faults/disk/disk-stall.ts';
import { injectFault, type InjectionSite } from '../../../src/faults/inject-fault.ts';
import { freeze } from '../../../src/faults/peer-network/freeze.ts';
import { isolate } from '../../../src/faults/peer-network/isolate.ts';
import { peerTrip } from '../../../src/faults/proof.ts';
import { noProcessRuntime } from '../../support/process-runtime.ts';
import { faultBench, type FaultBench } from './fault-bench.ts';
import { faultCase } from './fault-case.ts';
import { ALL_WELL, phases } from './phases.ts';

/** Then it answers no status call, and at times does not tell its metrics either. */
suite('a member of which a commit waits for the disk', { skip: noProcessRuntime }, () => {
  let bench: FaultBench;
  before(async () => {
    bench = await faultBench('process');
  });
  after(() => bench[Symbol.asyncDispose]());

  test('its peers and clients are answered', async () => {
    const member = stalling(bench);
    const link = peerLinks(bench.cluster).find(({ to }) => to === member) as PeerLink;
    const { said } = await whileACommitWaits(bench, () => asked(member, link));
    assert.deepEqual(said, { peer: 'answered', client: 'answered' });
  });

  for (const { fault, params } of [
    faultCase(isolate, {}),
    faultCase(freeze, {}),
    faultCase(clientCut, {}),
    faultCase(clientFreeze, {}),
    faultCase(clientHalfOpen, { lost: 'answers' }),
  ]) {
    test(`${fault.name}, proven and proven gone`, async () => {
      const { told } = await whileACommitWaits(bench, async (on) => {
        const cut = await injectFault(fault as Fault<object>, params, { ...on, id: on.id + 1 });
        await cut.heal();
      });
      assert.deepEqual(told, [
        ...['inject', 'bites'].map((phase) => ['disk-stall', phase]),
        ...ALL_WELL.map((phase) => [fault.name, phase]),
        ...['heal', 'gone'].map((phase) => ['disk-stall', phase]),
      ]);
    });
  }

  for (const { fault, params } of [
    faultCase(clientCut, {}),
    faultCase(clientFreeze, {}),
    faultCase(clientSlowClose, { delay: seconds(1) }),
  ]) {
    test(`${fault.name}, where the metrics wait, too`, async () => {
      const { told } = await whileMetricsWait(bench, async (on) => {
        const harm = await injectFault(fault as Fault<object>, params, { ...on, id: on.id + 1 });
        await harm.heal();
      });
      assert.deepEqual(
        told.filter(([name]) => name === fault.name),
        ALL_WELL.map((phase) => [fault.name, phase]),
      );
    });
  }
});

const stalling = ({ cluster }: FaultBench): Member => cluster.members[1] as Member;

type Work<T> = (on: InjectionSite) => Promise<T>;

/** Whether a commit is under way when a stall begins is etcd's matter: most often it is. */
const whileACommitWaits = <T>(bench: FaultBench, work: Work<T>) =>
  whileNobodyTells(bench, work, (endpoint) => memberStatus(endpoint, millis(500)));

/** What frees a lease commits at once, and holds meanwhile what the metrics want to read. */
async function whileMetricsWait<T>(bench: FaultBench, work: Work<T>) {
  const [first] = bench.cluster.members as readonly [Member];
  const asker = openAsker(await first.machine.endpoint('client'));
  let over = false;
  const leases = comeAndGo(asker, () => over);
  try {
    return await whileNobodyTells(bench, work, (at) => fetchMetrics(at, { within: millis(500) }));
  } finally {
    over = true;
    await leases;
    asker.close();
  }
}

async function comeAndGo(asker: Asker, over: () => boolean): Promise<void> {
  const within = seconds(5);
  while (!over()) {
    const { ID = '0' } = await asker.ask(LEASE.grant, { TTL: '60', ID: '0' }, within);
    const put = { key: Buffer.from('leased'), value: Buffer.from('x'), lease: ID };
    await asker.ask(KV.put, put, within);
    await asker.ask(LEASE.revoke, { ID }, within);
  }
}

type Ask = (at: Endpoint) => Promise<unknown>;

async function whileNobodyTells<T>(bench: FaultBench, work: Work<T>, ask: Ask) {
  const done = await eventually('a commit waits', () => stalled(bench, work, ask), {
    within: seconds(60),
  });
  if ('error' in done) throw done.error;
  return done;
}

/** @returns undefined where the stall met no such commit: the member still tells. */
async function stalled<T>(bench: FaultBench, work: Work<T>, ask: Ask) {
  const { lines, ...site } = bench.site();
  const member = stalling(bench);
  const on = { ...site, targets: [member] };
  const done = await bench.withWrites(async () => {
    await injectFault(diskStall, {}, on);
    const held = await ask(await member.machine.endpoint('client')).then(
      () => false,
      () => true,
    );
    const seen = held
      ? await work(on).then(
          (said) => ({ said }),
          (error: unknown) => ({ error }),
        )
      : undefined;
    assert.deepEqual(await site.heals.healAll(), []);
    return seen;
  });
  await awaitServing(bench.cluster, { within: seconds(20) });
  const told = lines.map((line) => [line.name, ...phases([line])]);
  return done === undefined ? undefined : { ...done, told };
}

async function asked(member: Member, link: PeerLink): Promise<{ peer: string; client: string }> {
  const trip = await peerTrip(link, seconds(1));
  const client = await asNewcomer(clientEnd(member), seconds(1), (connection) =>
    askWithin(connection, SMALL, seconds(1)),
  ).then(
    () => 'answered',
    (error: Error) => error.message,
  );
  return { peer: trip.ok ? 'answered' : String(trip.error), client };
}
