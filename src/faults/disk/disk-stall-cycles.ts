import { formatDuration, millis, nanos, seconds, type Duration } from '../../core/duration.ts';
import type { Rng } from '../../core/rng.ts';
import type { AppliedToxic, Toxic } from '../../links/link.ts';
import type { Member } from '../../cluster/member.ts';
import { defineFault, type FaultWorld } from '../define-fault.ts';
import { takeTurns } from '../turns.ts';
import { cyclesSeen } from './cycles-seen.ts';
import { lookAtDisks } from './disk-baseline.ts';
import { staysReleased } from './stays-released.ts';

export interface DiskStallCycles {
  /** Each stall lasts a time between these two, and each gap between stalls one between those. */
  readonly holdFrom: Duration;
  readonly holdTo: Duration;
  readonly gapFrom: Duration;
  readonly gapTo: Duration;
}

/** Drawn once; after the last one they begin again. */
const CYCLES = 8;

export const diskStallCycles = defineFault<DiskStallCycles>({
  name: 'disk-stall-cycles',
  subject: 'disk',
  summary:
    'The fsyncs of the target are held and let go, again and again; reads and buffered writes go on.',
  params: {
    holdFrom: 'the shortest stall, a duration',
    holdTo: 'the longest stall, a duration',
    gapFrom: 'the shortest gap between two stalls, a duration',
    gapTo: 'the longest gap, a duration',
  },
  heals: 'the cycles end, and held fsyncs return',
  proof: {
    bite: 'the gate held an fsync for longer than before and released it, at least twice each',
    end: 'for longer than any gap: a round trip over the disk link, and no fsync is held, look after look',
  },
  plan: ({ holdFrom, holdTo, gapFrom, gapTo }) => ({
    holdFromNs: holdFrom,
    holdToNs: holdTo,
    gapFromNs: gapFrom,
    gapToNs: gapTo,
  }),
  async inject(world, params) {
    const cycles = draw(world.rng, params);
    await lookAtDisks(world);
    await Promise.all(world.targets.map((member) => startCycles(world, member, cycles)));
    return `stalls and gaps: ${cycles.map(([hold, gap]) => `${formatDuration(hold)}, ${formatDuration(gap)}`).join('; ')}`;
  },
  proveBiting: (world, { holdFrom, holdTo, gapTo }) =>
    cyclesSeen(world, {
      held: nanos(Math.floor(holdFrom / 2)),
      cycle: nanos(holdTo + gapTo),
    }),
  proveGone: (world, { holdFrom, gapTo }) => staysReleased(world, { hold: holdFrom, gap: gapTo }),
});

type Cycle = readonly [hold: Duration, gap: Duration];

function draw(rng: Rng, { holdFrom, holdTo, gapFrom, gapTo }: DiskStallCycles): Cycle[] {
  const between = (from: Duration, to: Duration): Duration =>
    millis(rng.int(Math.ceil(from / 1e6), Math.max(Math.ceil(from / 1e6), Math.floor(to / 1e6))));
  return Array.from({ length: CYCLES }, () => [between(holdFrom, holdTo), between(gapFrom, gapTo)]);
}

const STALLED: Toxic = { type: 'timeout', timeout: seconds(0) };

/** Resolves when the first stall is on; the cycles go on until the heal. */
async function startCycles(
  { heal }: FaultWorld,
  { disk }: Member,
  cycles: readonly Cycle[],
): Promise<void> {
  let stall: Promise<AppliedToxic> | undefined;
  const hold = (): Promise<AppliedToxic> => (stall = disk.add(STALLED, 'upstream'));
  heal.push(`let ${disk.name} go`, async () => {
    const on = await stall?.catch(() => undefined); // it was never put on
    await on?.remove();
  });
  await hold();
  takeTurns({ heal }, async (n) => {
    const [held, gap] = cycles[Math.floor(n / 2) % cycles.length] as Cycle;
    if (n % 2 === 1) {
      await (await stall)?.remove();
      return gap;
    }
    if (n > 0) await hold();
    return held;
  });
}
