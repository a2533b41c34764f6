import {
  formatDuration,
  millis,
  nanos,
  seconds,
  toMillis,
  type Duration,
} from '../../core/duration.ts';
import { eventually } from '../../core/eventually.ts';
import { changeTogether } from '../../links/change-together.ts';
import type { AppliedToxic } from '../../links/link.ts';
import type { PeerLink } from '../../cluster/cluster.ts';
import { defineFault, type FaultWorld } from '../define-fault.ts';
import { everythingCrosses, nothingCrosses } from '../proof.ts';
import { crossedBefore, judgeable, lookBefore } from './baseline.ts';
import { provenWhole } from './cut-proof.ts';
import { linksOf, touching, waysOf } from './direction.ts';
import { staysWhole } from './stays-whole.ts';
import { takeTurns } from '../turns.ts';

/** The longest turn, as a share of its length. */
const LONGEST = 1.5;

/** How long one look at all links may take: a turn is longer. */
const LOOK = millis(200);

export interface Flap {
  /** How long the links are cut, and how long they carry; each turn takes 50 to 150 % of it. */
  readonly down: Duration;
  readonly up: Duration;
}

/** Cuts the peer links of the targets and lets them carry again, over and over, as the seed draws. */
export const flap = defineFault<Flap>({
  name: 'flap',
  subject: 'peer-network',
  summary: 'Cuts the peer links of the target and lets them carry again, over and over.',
  params: { down: 'how long a cut lasts, a duration', up: 'how long they carry, a duration' },
  heals: 'the links carry for good',
  proof: {
    bite: 'no round trip over any of the links, then a round trip over every link, then none again',
    end: 'round trips over every link for longer than they ever carried; messages arrive on the raft streams',
  },
  plan: ({ down, up }) => ({ downMs: toMillis(down), upMs: toMillis(up) }),
  inject: flapping,
  async proveBiting(world, { down, up }) {
    const links = judgeable(world, linksOf(world.cluster, touched(world)));
    const patient = { ...world, proveWithin: nanos(world.proveWithin + 3 * (down + up)) };
    for (const look of [nothingCrosses, everythingCrosses, nothingCrosses])
      await atOnce(patient, links, look);
    return `cut, whole and cut again within ${formatDuration(patient.proveWithin)}`;
  },
  async proveGone(world, { up }) {
    const links = crossedBefore(world, linksOf(world.cluster, touched(world)));
    const stays = await staysWhole(world, links, nanos(up * LONGEST));
    return `${stays}; ${await provenWhole(world, touched(world))}`;
  },
});

const touched = ({ cluster, targets }: FaultWorld) => touching(cluster, targets);

async function flapping(world: FaultWorld, { down, up }: Flap): Promise<void> {
  await lookBefore(world, { timed: false });
  const draw = world.rng.fork('turns');
  const drawn = (mean: Duration): Duration => nanos((mean * draw.int(50, LONGEST * 100)) / 100);
  const ways = touched(world).flatMap(waysOf);
  let cut: Promise<AppliedToxic>[] = [];
  const mend = async (): Promise<void> => {
    const put = await Promise.all(cut);
    await changeTogether(
      put,
      (toxic) => toxic.remove(),
      () => 0,
    );
    cut = [];
  };
  world.heal.push('mend the links', mend);
  takeTurns(world, async (n) => {
    if (n % 2 === 1) {
      await mend();
      return drawn(up);
    }
    cut = ways.map(({ link, stream }) =>
      link.add({ type: 'timeout', timeout: seconds(0) }, stream),
    );
    await Promise.all(cut);
    return drawn(down);
  });
}

/** The state must be seen on all links in one look, within the time that a turn leaves for it. */
async function atOnce(
  world: FaultWorld,
  links: readonly PeerLink[],
  look: (world: FaultWorld, links: readonly PeerLink[]) => Promise<string>,
): Promise<void> {
  const { proveWithin: within, signal } = world;
  const once = { ...world, proveWithin: LOOK };
  await eventually('the links change', () => look(once, links), { within, signal });
}
