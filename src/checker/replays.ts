import { revision } from '../history/int64.ts';
import type { EpochFacts, Facts } from './facts.ts';
import { replayEpoch, type Replay } from './epoch/replay.ts';

/** The replay of an epoch, done once; undefined when nobody knows what the epoch began with. */
export function replayOf(facts: Facts, epoch: EpochFacts): Replay | undefined {
  return facts.once(`replay ${epoch.n}`, () => {
    const { initial } = epoch;
    if (initial === undefined) return undefined;
    const next = facts.restores.filter(({ old }) => old.n === epoch.n);
    const restored = next.flatMap(({ line, fresh }) =>
      fresh.restored.map((state) => ({ state, revision: revision(line.snapshot.revision) })),
    );
    return replayEpoch(facts, epoch, initial, restored);
  });
}

/** Whether one order explains everything, so that nothing needs a closer look. */
export const isClean = (replay: Replay): boolean =>
  replay.whole && replay.contradictions.length === 0 && replay.doubts.length === 0;
