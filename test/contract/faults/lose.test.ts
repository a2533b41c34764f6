import assert from 'node:assert/strict';
import { after, before, suite, test } from 'node:test';
import { deadline } from '../../../src/core/deadline.ts';
import { seconds } from '../../../src/core/duration.ts';
import { eventually } from '../../../src/core/eventually.ts';
import { awaitServing } from '../../../src/cluster/await-serving.ts';
import type { Member } from '../../../src/cluster/member.ts';
import { injectFault } from '../../../src/faults/inject-fault.ts';
import { lose } from '../../../src/faults/machine/lose.ts';
import type { Link } from '../../../src/links/link.ts';
import type { ExitInfo, Machine } from '../../../src/runtime/runtime.ts';
import { noProcessRuntime } from '../../support/process-runtime.ts';
import { faultBench, type FaultBench } from './fault-bench.ts';

suite('a member that is lost', { skip: noProcessRuntime }, () => {
  let bench: FaultBench;
  before(async () => {
    bench = await faultBench('process');
  });
  after(() => bench[Symbol.asyncDispose]());

  const second = (): Member => bench.cluster.members[1] as Member;

  /** Loses the second member while an fsync of its is held. @returns what was thrown, and the site. */
  async function losing(how: (member: Member) => Partial<Member>) {
    const member = second();
    const site = bench.site();
    const error = await bench.withWrites(async () => {
      const stall = await member.disk.add({ type: 'timeout', timeout: seconds(0) }, 'upstream');
      await anFsyncIsHeld(member);
      const targets = [{ ...member, ...how(member) }];
      const losses = injectFault(lose, {}, { ...site, targets });
      const thrown: unknown = await losses.then(
        () => undefined,
        (e: unknown) => e,
      );
      await stall.remove();
      return thrown;
    });
    return { site, error };
  }

  test('not at all, because the loss broke off: it serves again, and its ends are news', async () => {
    const { machine, plan } = second();
    const { site, error } = await losing(({ client, disk }) => ({
      client: disabling(client, async () => {
        await client.disable();
        await endOf(machine); // so that the disk link is away, and what comes of that has come
        throw new Error('no answer');
      }),
      disk,
    }));
    const unhealed = await site.heals.healAll();
    const phases = site.lines.map(({ phase, ok, evidence }) => [phase, ok, evidence]);
    await awaitServing(bench.cluster, { within: seconds(20) });
    process.kill((await machine.gateStatus()).pid, 'SIGKILL');
    const later = await endOf(machine);
    await machine.start(plan);
    await awaitServing(bench.cluster, { within: seconds(20) });
    assert.deepEqual(
      { error: String(error), unhealed, phases, later },
      {
        error: 'Error: no answer',
        unhealed: [],
        phases: [
          ['inject', false, 'Error: no answer'],
          ['heal', true, 'done'],
          ['gone', true, 'nobody is lost: 1 of 1 targets serve'],
        ],
        later: { code: null, signal: 'SIGKILL', asked: false },
      },
    );
  });

  // The last one: nothing brings it back.
  test('may end by itself before it is destroyed, and nobody calls that news', async () => {
    const { machine } = second();
    const { error } = await losing(({ disk }) => ({
      disk: disabling(disk, async () => {
        await disk.disable();
        await endOf(machine);
      }),
    }));
    assert.deepEqual(
      { error, exit: await machine.exited(), state: machine.state },
      { error: undefined, exit: { code: 1, signal: null, asked: true }, state: 'lost' },
    );
  });
});

async function anFsyncIsHeld({ machine }: Member): Promise<void> {
  const held = async (): Promise<boolean> => (await machine.gateStatus()).fsyncsHeld > 0;
  await eventually('an fsync is held', held, { within: seconds(20) });
}

const endOf = (machine: Machine): Promise<ExitInfo> =>
  deadline(
    seconds(20),
    () => new Error('etcd lives on without its disk'),
    () => machine.exited(),
  );

/** The link, but that it is disabled so. */
const disabling = (link: Link, disable: () => Promise<void>): Link =>
  new Proxy(link, {
    get(of, name) {
      if (name === 'disable') return disable;
      const own: unknown = Reflect.get(of, name, of);
      return typeof own === 'function' ? (own.bind(of) as unknown) : own;
    },
  });
