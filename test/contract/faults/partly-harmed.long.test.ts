import assert from 'node:assert/strict';
import { after, before, suite, test } from 'node:test';
import { millis, seconds } from '../../../src/core/duration.ts';
import { HealStack } from '../../../src/core/heal-stack.ts';
import { awaitServing } from '../../../src/cluster/await-serving.ts';
import { upstreamOf } from '../../../src/cluster/build-cluster.ts';
import { peerLinksTouching, type Cluster, type PeerLink } from '../../../src/cluster/cluster.ts';
import type { Member } from '../../../src/cluster/member.ts';
import type { Fault, FaultWorld } from '../../../src/faults/define-fault.ts';
import { lookBefore } from '../../../src/faults/peer-network/baseline.ts';
import { cutAfter } from '../../../src/faults/peer-network/cut-after.ts';
import { freeze } from '../../../src/faults/peer-network/freeze.ts';
import { putTogether } from '../../../src/faults/peer-network/put-together.ts';
import { reset } from '../../../src/faults/peer-network/reset.ts';
import type { Stream, Toxic } from '../../../src/links/link.ts';
import { noProcessRuntime } from '../../support/process-runtime.ts';
import { faultBench, type FaultBench } from './fault-bench.ts';
import { outcome } from './outcome.ts';

/** A fault with what it does to a link, so that it can be done to some links only. */
interface Harm {
  readonly fault: Fault<object>;
  readonly params: object;
  readonly toxic: Toxic;
  readonly streams: readonly Stream[];
  /** The links that it harms. */
  readonly links: (cluster: Cluster, target: Member) => PeerLink[];
}

const BOTH: readonly Stream[] = ['upstream', 'downstream'];
const touching = (cluster: Cluster, target: Member) => peerLinksTouching(cluster, [target]);

const FREEZE: Harm = {
  ...{ fault: freeze, params: {}, streams: BOTH, links: touching },
  toxic: { type: 'bandwidth', kilobytesPerSecond: 0 },
};
const RESET: Harm = {
  ...{ fault: reset, params: {}, streams: BOTH, links: touching },
  toxic: { type: 'reset_peer', timeout: seconds(0) },
};
const CUT_AFTER: Harm = {
  fault: cutAfter,
  ...{ params: { bytes: 8192 }, streams: ['upstream'] },
  links: (cluster, target) => touching(cluster, target).filter(({ to }) => to === target),
  toxic: { type: 'limit_data', bytes: 8192 },
};
/** Where each harm has its links: m2 is the target. */
const LINKS = [
  [FREEZE, ['m1->m2', 'm2->m1', 'm2->m3', 'm3->m2']],
  [RESET, ['m1->m2', 'm2->m1', 'm2->m3', 'm3->m2']],
  [CUT_AFTER, ['m1->m2', 'm3->m2']],
] as const;

const allInVain = (names: readonly string[]): Record<string, string> =>
  Object.fromEntries(names.map((name) => [`peer:${name}`, 'looked in vain']));

suite('a harm of some links only', { skip: noProcessRuntime }, () => {
  let bench: FaultBench;
  before(async () => {
    bench = await faultBench('process');
  });
  after(() => bench[Symbol.asyncDispose]());

  const target = (): Member => bench.cluster.members[1] as Member;
  const worldOf = (): FaultWorld => ({
    ...bench.site(),
    ...{ targets: [target()], heal: new HealStack(), proveWithin: millis(1500) },
  });

  /** Does the harm to `links`, proves, heals, waits until all serve. */
  async function proven(
    { fault, params, toxic, streams }: Harm,
    proof: 'proveBiting' | 'proveGone',
    links: readonly PeerLink[],
  ): Promise<string> {
    const world = worldOf();
    const ways = links.flatMap(({ link }) => streams.map((stream) => ({ link, stream })));
    await putTogether(world, ways, () => toxic);
    const said = await outcome(fault[proof](world, params));
    assert.deepEqual(await world.heal.healAll(), []);
    await awaitServing(bench.cluster, { within: seconds(20) });
    return said;
  }

  for (const [harm, names] of LINKS) {
    const { name } = harm.fault;
    const linksOf = () => harm.links(bench.cluster, target());

    test(`${name}: while any link is spared it is not said to bite`, async () => {
      const said: Record<string, string> = {};
      for (const spared of linksOf()) {
        const rest = linksOf().filter(({ link }) => link !== spared.link);
        said[spared.link.name] = await proven(harm, 'proveBiting', rest);
      }
      assert.deepEqual(said, allInVain(names));
    });

    test(`${name}: while any link is harmed it is not said to be gone`, async () => {
      const said: Record<string, string> = {};
      for (const left of linksOf()) {
        said[left.link.name] = await proven(harm, 'proveGone', [left]);
      }
      assert.deepEqual(said, allInVain(names));
    });
  }

  test('freeze: new connections alone, while the raft streams go on', async () => {
    const links = touching(bench.cluster, target());
    const said = await proven({ ...FREEZE, streams: ['upstream'] }, 'proveBiting', links);
    assert.equal(said, 'looked in vain');
  });

  for (const { fault, params } of [FREEZE, RESET]) {
    test(`${fault.name}: links that lead to another member have not healed`, async () => {
      const world = worldOf();
      await lookBefore(world);
      const links = touching(bench.cluster, target());
      await Promise.all(
        links.map(({ link, ...ends }) => link.retarget(upstreamOf(other(ends), 'peer'))),
      );
      const said = await outcome(fault.proveGone(world, params));
      await Promise.all(links.map(({ link, to }) => link.retarget(upstreamOf(to.machine, 'peer'))));
      await awaitServing(bench.cluster, { within: seconds(20) });
      assert.equal(said, 'looked in vain');
    });
  }

  /** The machine of the member that is neither end: it answers over HTTP, and takes no stream. */
  const other = ({ from, to }: Omit<PeerLink, 'link'>): Member['machine'] =>
    (bench.cluster.members.find((m) => m !== from && m !== to) as Member).machine;
});
