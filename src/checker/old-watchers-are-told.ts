import type { Witness } from '../core/check-result.ts';
import { revision } from '../history/int64.ts';
import type { DrillRecord, WatchLine } from '../history/types.ts';
import { at, describeEvent } from './describe.ts';
import { API_GUARANTEES, conclude, type Check } from './check.ts';
import type { EpochFacts } from './facts.ts';
import { describeWatch } from './seen-revisions.ts';

/** A watcher that knows revisions which were lost may not go on as if nothing had happened. */
export const oldWatchersAreTold: Check = {
  name: 'old-watchers-are-told',
  guarantee:
    '"Resumable: a broken watch can be resumed … so long as the revision is in the history ' +
    'window": ' +
    'a watcher that saw revisions which were lost is told `compacted`, never served a ' +
    'stitched stream.',
  source: `${API_GUARANTEES}#watch-apis`,
  how:
    'Every watch of the old epoch that had seen more than the snapshot holds and is opened again ' +
    'in the new epoch must be canceled with a compact revision; events, progress or silence are ' +
    'violations. Unknown when no such watch was opened again.',
  applies: (facts) => facts.restores.length > 0 && facts.record.watches.length > 0,
  judge(facts) {
    const examined = { watches: 0, resumed: 0, told: 0 };
    const witnesses: Witness[] = [];
    const doubts: string[] = [];
    for (const { old, line, fresh } of facts.restores) {
      const snapshot = revision(line.snapshot.revision);
      const seen = lastSeen(old);
      examined.watches += seen.size;
      for (const resumed of resumptions(fresh, seen, snapshot)) {
        examined.resumed += 1;
        const answer = resumed.lines.find(isAnswer);
        const outcome = verdictOf(resumed, answer, facts.record);
        if (outcome === 'told') examined.told += 1;
        else if (outcome === 'unknown')
          doubts.push(`${describeWatch(resumed.open)}: no answer yet`);
        else witnesses.push(witness(outcome, resumed, answer, snapshot));
      }
    }
    if (examined.resumed === 0) {
      doubts.push('no watcher that had seen more than the snapshot was opened again');
    }
    const holds = `${examined.told} old watchers were told that their revision is compacted`;
    return conclude({ examined, witnesses, doubts, holds });
  },
};

interface LastSeen {
  readonly revision: number;
  readonly line: WatchLine;
}

interface Resumption {
  readonly open: WatchLine;
  readonly before: LastSeen;
  /** What the watch was told in the new epoch, in order, its opening first. */
  readonly lines: readonly WatchLine[];
}

/**
 * The greatest revision of an event or a progress notice that each watcher received. A watcher is
 * the same when its client is, or its watch id.
 */
function lastSeen(epoch: EpochFacts): Map<string, LastSeen> {
  const seen = new Map<string, LastSeen>();
  for (const line of epoch.watches) {
    if (line.kind !== 'events' && line.kind !== 'progress') continue;
    const newest = line.events?.at(-1)?.mod ?? line.revision;
    if (newest === undefined) continue;
    const value = revision(newest);
    for (const name of namesOf(line)) {
      if (value > (seen.get(name)?.revision ?? -1)) seen.set(name, { revision: value, line });
    }
  }
  return seen;
}

const namesOf = ({ client, id }: WatchLine): string[] => [`client ${client}`, `watch ${id}`];

/**
 * The watches of the new epoch that go on from a lost revision. A start at 0 (from now on) or up to
 * the snapshot is a new beginning and may go on. Of several attempts that ended without an answer
 * only the last one counts.
 */
function resumptions(
  fresh: EpochFacts,
  seen: ReadonlyMap<string, LastSeen>,
  snapshot: number,
): Resumption[] {
  const found = new Map<number, Resumption>();
  fresh.watches.forEach((open, i) => {
    const before = namesOf(open)
      .map((name) => seen.get(name))
      .find((last) => last !== undefined);
    if (open.kind !== 'open' || before === undefined || before.revision <= snapshot) return;
    const start = revision(open.startRevision ?? '0');
    if (start <= snapshot || start > before.revision + 1) return;
    const rest = fresh.watches.slice(i + 1);
    const until = rest.findIndex((line) => line.id === open.id && line.kind === 'open');
    const own = rest.slice(0, until < 0 ? undefined : until).filter((line) => line.id === open.id);
    const earlier = found.get(open.client);
    if (earlier?.lines.some(isAnswer) === true) return;
    found.set(open.client, { open, before, lines: [open, ...own] });
  });
  return [...found.values()];
}

/** A connection that ends is no answer. */
const isAnswer = (line: WatchLine): boolean =>
  line.kind === 'events' ||
  line.kind === 'progress' ||
  (line.kind === 'canceled' && line.compactRevision !== undefined);

/** Long enough for any answer that is not kept back on purpose. */
const PATIENCE_NS = 1e9;

function verdictOf(
  { open, lines }: Resumption,
  answer: WatchLine | undefined,
  record: DrillRecord,
): string {
  if (answer?.kind === 'canceled') return 'told';
  if (answer !== undefined) return 'an old watch goes on as if nothing had been lost';
  const closed = lines.find((line) => line.kind === 'canceled')?.at;
  const end = closed ?? record.ops.reduce((last, op) => Math.max(last, op.ret ?? 0), 0);
  const waited = record.ended && end - open.at > PATIENCE_NS;
  return waited ? 'an old watch is left in silence' : 'unknown';
}

function witness(
  why: string,
  { open, before }: Resumption,
  answer: WatchLine | undefined,
  snapshot: number,
): Witness {
  const [event] = answer?.events ?? [];
  const told = answer === undefined ? 'nothing' : describeWatch(answer);
  return {
    why,
    observed: [
      ['old epoch', `${describeWatch(before.line)}; the snapshot holds ${snapshot}`],
      ['resumed', `from revision ${open.startRevision ?? '0'} at ${at(open.at)}`],
      ['new epoch', event === undefined ? told : `${told}: ${describeEvent(event)}`],
    ],
    operations: [],
    legal: 'canceled with a compact revision',
  };
}
