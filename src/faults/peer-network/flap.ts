import { formatDuration, millis, nanos, seconds, toMillis } from '../../core/duration.ts';
import { eventually } from '../../core/eventually.ts';
import type { AppliedToxic } from '../../links/link.ts';
import type { PeerLink } from '../../cluster/cluster.ts';
import { defineFault, type FaultWorld } from '../define-fault.ts';
import { everythingCrosses } from '../proof.ts';
import { drawSwings, LONGEST, swingsTold, turnOf, type Swing } from '../swings.ts';
import { takeOff } from '../take-off.ts';
import { takeTurns } from '../turns.ts';
import { crossedBefore, judgeable, lookBefore } from './baseline.ts';
import { provenWhole } from './cut-proof.ts';
import { linksOf, touching, waysOf } from './direction.ts';
import { nothingCrosses } from './silence.ts';
import { staysWhole } from './stays-whole.ts';

/** How long one look at all links may take: a turn is longer. */
const LOOK = millis(200);

/** Cuts the peer links of the targets and lets them carry again, over and over, as the seed draws. */
export const flap = defineFault<Swing>({
  name: 'flap',
  subject: 'peer-network',
  summary: 'Cuts the peer links of the target and lets them carry again, over and over.',
  params: {
    down: 'how long a cut lasts on average, a duration; from half to 1.5 of it is drawn',
    up: 'how long they carry, likewise',
  },
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

async function flapping(world: FaultWorld, mean: Swing): Promise<string> {
  await lookBefore(world, { timed: false });
  const swings = drawSwings(world.rng.fork('turns'), mean);
  const ways = touched(world).flatMap(waysOf);
  let cut: Promise<AppliedToxic>[] = [];
  const mend = async (): Promise<void> => {
    await takeOff(cut);
    cut = [];
  };
  world.heal.push('mend the links', mend);
  takeTurns(world, async (n) => {
    const { down, lasts } = turnOf(swings, n);
    if (!down) {
      await mend();
      return lasts;
    }
    cut = ways.map(({ link, stream }) =>
      link.add({ type: 'timeout', timeout: seconds(0) }, stream),
    );
    await Promise.all(cut);
    return lasts;
  });
  return swingsTold(swings);
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
