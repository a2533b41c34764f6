import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { after, before, suite, test } from 'node:test';
import { millis, seconds } from '../../../src/core/duration.ts';
import { HealStack } from '../../../src/core/heal-stack.ts';
import type { Member } from '../../../src/cluster/member.ts';
import type { Fault } from '../../../src/faults/define-fault.ts';
import { clientCutAfter } from '../../../src/faults/client-network/client-cut-after.ts';
import { clientFreeze } from '../../../src/faults/client-network/client-freeze.ts';
import { clientReset } from '../../../src/faults/client-network/client-reset.ts';
import { connectClients, hangUp } from '../../../src/faults/client-network/standing.ts';
import type { Stream, Toxic } from '../../../src/links/link.ts';
import type { Endpoint } from '../../../src/runtime/runtime.ts';
import { noProcessRuntime } from '../../support/process-runtime.ts';
import { faultBench, type FaultBench } from './fault-bench.ts';
import { outcome } from './outcome.ts';

interface Harm {
  readonly fault: Fault<object>;
  readonly params: object;
  readonly toxic: Toxic;
  readonly streams: readonly Stream[];
}

const BOTH: readonly Stream[] = ['upstream', 'downstream'];
const bytes = 20_000;
const HARMS: readonly Harm[] = [
  {
    ...{ fault: clientFreeze, params: {}, streams: BOTH },
    toxic: { type: 'bandwidth', kilobytesPerSecond: 0 },
  },
  {
    ...{ fault: clientReset, params: {}, streams: BOTH },
    toxic: { type: 'reset_peer', timeout: seconds(0) },
  },
  {
    ...{ fault: clientCutAfter, params: { bytes }, streams: ['downstream'] },
    toxic: { type: 'limit_data', bytes },
  },
];

/** The pid of the Toxiproxy that serves its API there. */
function toxiproxyAt({ port }: Endpoint): number {
  const pid = readdirSync('/proc').find((name) => /^\d+$/.test(name) && isIt(name));
  if (pid === undefined) throw new Error(`no Toxiproxy at port ${port}`);
  return Number(pid);

  function isIt(name: string): boolean {
    try {
      const words = readFileSync(`/proc/${name}/cmdline`, 'utf8').split('\0');
      return /toxiproxy/.test(words[0] ?? '') && words.includes(String(port));
    } catch {
      return false; // it has ended meanwhile
    }
  }
}

suite('a harm of one of two client links', { skip: noProcessRuntime }, () => {
  let bench: FaultBench;
  before(async () => {
    bench = await faultBench('process');
  });
  after(() => bench[Symbol.asyncDispose]());

  const two = (): [Member, Member] => bench.cluster.members.slice(1) as [Member, Member];

  /**
   * Harms one client link and proves. `stood`: over whose links the clients connected before the
   * harm; `targets`: over whose new ones come.
   */
  async function proven(
    { fault, params, toxic, streams }: Harm,
    proof: 'proveBiting' | 'proveGone',
    { harmed, stood, targets }: { harmed: Member; stood: Member[]; targets: Member[] },
  ): Promise<string> {
    const world = { ...bench.site(), targets, heal: new HealStack() };
    await connectClients({ ...world, targets: stood, proveWithin: seconds(20) });
    for (const stream of streams) {
      const put = await harmed.client.add(toxic, stream);
      world.heal.push(`free ${harmed.client.name}`, () => put.remove());
    }
    const said = await outcome(fault[proof]({ ...world, proveWithin: millis(1500) }, params));
    hangUp(world);
    assert.deepEqual(await world.heal.healAll(), []);
    return said;
  }

  test('client-freeze: what is silent because all of Toxiproxy stands still is not frozen', async () => {
    const targets = two();
    const world = { ...bench.site(), targets, heal: new HealStack() };
    await connectClients({ ...world, proveWithin: seconds(20) });
    const pid = toxiproxyAt(bench.runtime.toxiproxy.control);
    process.kill(pid, 'SIGSTOP');
    const proof = clientFreeze.proveBiting({ ...world, proveWithin: seconds(5) }, {});
    const said = await outcome(proof).finally(() => process.kill(pid, 'SIGCONT'));
    hangUp(world);
    assert.equal(said, 'looked in vain');
  });

  for (const harm of HARMS) {
    const { name } = harm.fault;
    for (const [proof, what] of [
      ['proveBiting', 'it is not said to bite both'],
      ['proveGone', 'it is not said to be gone from both'],
    ] as const) {
      test(`${name}: ${what}`, async () => {
        const said: Record<string, string> = {};
        for (const harmed of two()) {
          said[harmed.name] = await proven(harm, proof, { harmed, stood: two(), targets: two() });
        }
        assert.deepEqual(said, { m2: 'looked in vain', m3: 'looked in vain' });
      });
    }

    test(`${name}: of connections that stood alone, or of new ones alone, it is no bite`, async () => {
      const [one, other] = two();
      const elsewhere = { ...one, client: other.client };
      const stood = { harmed: one, stood: [one], targets: [elsewhere] };
      const fresh = { harmed: one, stood: [elsewhere], targets: [one] };
      const said = {
        stood: await proven(harm, 'proveBiting', stood),
        fresh: await proven(harm, 'proveBiting', fresh),
      };
      assert.deepEqual(said, { stood: 'looked in vain', fresh: 'looked in vain' });
    });
  }
});
