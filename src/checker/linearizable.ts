import type { Witness } from '../core/check-result.ts';
import { API_GUARANTEES, conclude, type Check } from './check.ts';
import type { ContradictionKind } from './epoch/contradiction.ts';
import type { EpochFacts, Facts } from './facts.ts';
import { replayOf } from './replays.ts';
import { secondOpinion } from './second-opinion.ts';

const OWN: ReadonlySet<ContradictionKind> = new Set([
  'duplicate',
  'real-time',
  'answer',
  'unwritten',
  'refused',
  'unclaimed',
]);

/**
 * The whole of an epoch: one order by revision that agrees with the clock and with every answer.
 */
export const linearizable: Check = {
  name: 'linearizable',
  guarantee:
    '"KV Service operations are atomic and occur in a total order, consistent with real-time ' +
    'order ' +
    'of those operations. Total order is implied through revision."',
  source: `${API_GUARANTEES}#strict-serializability`,
  how:
    'Every epoch is replayed in the order of its revisions, and every answer, transaction, ' +
    'compare, ' +
    'lease and final state is held against it. No two writes may claim one revision, the ' +
    'order must ' +
    'agree with real time, and a revision that nobody claims must be explained by a write ' +
    'without an ' +
    'answer. Serializable reads may be old, never from the future. Unknown when nothing was ' +
    'answered, ' +
    'or when unclaimed revisions leave several explanations open. A contradiction is shown ' +
    'with a second opinion: a search for an order by values alone, key by key.',
  judge(facts) {
    const examined = { epochs: 0, writes: 0, reads: 0, revisions: 0, lost: 0, happened: 0 };
    const more = { foreign: 0, skipped: 0 };
    const witnesses: Witness[] = [];
    const doubts: string[] = [];
    for (const epoch of facts.epochs) {
      const replay = replayOf(facts, epoch);
      if (replay === undefined) {
        if (epoch.ops.length > 0) doubts.push(`nobody read what epoch ${epoch.n} began with`);
        continue;
      }
      examined.epochs += 1;
      for (const name of ['writes', 'reads', 'revisions', 'lost', 'happened'] as const) {
        examined[name] += replay.counts[name];
      }
      more.foreign += replay.counts.foreign;
      more.skipped += replay.counts.skipped;
      const own = replay.contradictions.filter(({ kind }) => OWN.has(kind));
      witnesses.push(...withSecondOpinion(facts, epoch, own));
      doubts.push(...replay.doubts);
    }
    if (examined.writes + examined.reads === 0) doubts.push('nothing was answered');
    const holds = `${examined.writes} writes and ${examined.reads} reads agree with one order`;
    return conclude({ examined: { ...examined, ...more }, witnesses, doubts, holds });
  },
};

/** The first contradiction also says what the other judge, by values alone, thinks of the epoch. */
function withSecondOpinion(
  facts: Facts,
  epoch: EpochFacts,
  [first, ...others]: readonly Witness[],
): Witness[] {
  if (first === undefined) return [];
  const { text } = secondOpinion(facts, epoch, [first, ...others]);
  return [{ ...first, observed: [...first.observed, ['second opinion', text]] }, ...others];
}
