import { pass } from '../../core/clock.ts';
import { nanos, toMillis, type Duration } from '../../core/duration.ts';
import { eventually } from '../../core/eventually.ts';
import { defineFault, type FaultWorld } from '../define-fault.ts';
import { provenServing } from '../proven-serving.ts';
import { compactedAt, compactOnce, openCompactor, type Compactor } from './compactor.ts';

export interface CompactionLoop {
  /** How many of the newest revisions are kept each time. */
  readonly behind: number;
  readonly every: Duration;
}

/** Of each loop: the revisions that it compacted at, in order. */
const loops = new WeakMap<FaultWorld['heal'], bigint[]>();

export const compactionLoop = defineFault<CompactionLoop>({
  name: 'compaction-loop',
  subject: 'operator',
  summary: 'Compacts again and again, as a job does that is set too short.',
  params: {
    behind: 'how many of the newest revisions are kept each time',
    every: 'between the end of one compaction and the next, a duration',
  },
  heals: 'the loop ends',
  proof: {
    bite: 'two compactions one after the other, the later one seen as for compact',
    end: 'the loop has ended and the member serves',
  },
  plan: ({ behind, every }) => ({ behind, everyMs: toMillis(every) }),
  async inject(world, params) {
    const done: bigint[] = [];
    loops.set(world.heal, done);
    for (const member of world.targets) {
      const compactor = openCompactor(member, world);
      const over = new AbortController();
      const running = loop(compactor, params, { done, stop: over.signal });
      world.heal.push(`end the compactions at ${member.name}`, async () => {
        over.abort();
        await running;
        compactor.close();
      });
    }
  },
  async proveBiting(world, { every }) {
    const { proveWithin: within, signal, targets } = world;
    const done = loops.get(world.heal) ?? [];
    const limits = { within, signal };
    // The first one may have come before anything was written that could be compacted.
    const second = { within: nanos(within + every * 2), signal };
    await eventually('a second compaction', () => done.length > 1, second);
    const [newest] = done.slice(-1) as [bigint];
    const looks = targets.map((member) =>
      eventually('the compaction', () => compactedAt(member, world, newest), limits),
    );
    return `${done.length} compactions; ${(await Promise.all(looks)).join('; ')}`;
  },
  proveGone: provenServing,
});

/** A refusal is no end: the member may be down, or nothing was written since. */
async function loop(
  compactor: Compactor,
  { behind, every }: CompactionLoop,
  { done, stop }: { done: bigint[]; stop: AbortSignal },
): Promise<void> {
  while (!stop.aborted) {
    const one = await compactOnce(compactor, behind).catch(() => undefined);
    if (one !== undefined && one.refusal === undefined) done.push(one.revision);
    await pass(every, stop).catch(() => undefined);
  }
}
