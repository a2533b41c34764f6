import assert from 'node:assert/strict';
import { after, before, suite, test } from 'node:test';
import { millis, seconds } from '../../../src/core/duration.ts';
import { eventually } from '../../../src/core/eventually.ts';
import { awaitServing } from '../../../src/cluster/await-serving.ts';
import { peerLinks, type PeerLink } from '../../../src/cluster/cluster.ts';
import type { Member } from '../../../src/cluster/member.ts';
import { memberStatus } from '../../../src/etcd/member-status.ts';
import { asNewcomer, askWithin, SMALL } from '../../../src/faults/client-network/standing.ts';
import { diskStall } from '../../../src/faults/disk/disk-stall.ts';
import { injectFault } from '../../../src/faults/inject-fault.ts';
import { freeze } from '../../../src/faults/peer-network/freeze.ts';
import { isolate } from '../../../src/faults/peer-network/isolate.ts';
import { peerTrip } from '../../../src/faults/proof.ts';
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

  test('peers and clients are answered while a commit of its db waits for the disk', async () => {
    const [, member] = bench.three.cluster.members as readonly [Member, Member];
    const link = peerLinks(bench.three.cluster).find(({ to }) => to === member) as PeerLink;
    // Whether a commit is under way when the stall begins is etcd's matter: most often it is.
    const answers = await eventually('the commit waits', () => answersWhileHeld(bench, link), {
      within: seconds(60),
    });
    assert.deepEqual(answers, { peer: 'answered', client: 'answered' });
  });

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

/** @returns undefined where the stall met no commit: the member still tells its status. */
async function answersWhileHeld(bench: FaultBench, link: PeerLink) {
  const { lines: _, ...site } = bench.site();
  const { to: member } = link;
  const seen = await bench.withWrites(async () => {
    const stall = await injectFault(diskStall, {}, { ...site, targets: [member] });
    const status = memberStatus(await member.machine.endpoint('client'), millis(500));
    const held = await status.then(
      () => false,
      () => true,
    );
    const answers = held ? await asked(member, link) : undefined;
    await stall.heal();
    return answers;
  });
  await awaitServing(bench.three.cluster, { within: seconds(20) });
  return seen;
}

async function asked(member: Member, link: PeerLink): Promise<{ peer: string; client: string }> {
  const trip = await peerTrip(link, seconds(1));
  const client = await asNewcomer(member, seconds(1), (connection) =>
    askWithin(connection, SMALL, seconds(1)),
  ).then(
    () => 'answered',
    (error: Error) => error.message,
  );
  return { peer: trip.ok ? 'answered' : String(trip.error), client };
}
