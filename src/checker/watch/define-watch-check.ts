import type { Witness } from '../../core/check-result.ts';
import type { WatchEvent } from '../../history/types.ts';
import { describeEvent } from '../describe.ts';
import { API_GUARANTEES, conclude, type Check } from '../check.ts';
import type { Replay } from '../epoch/replay.ts';
import type { EpochFacts, Facts } from '../facts.ts';
import { replayOf } from '../replays.ts';
import { describeWatch } from '../seen-revisions.ts';
import type { Received, Stream } from './stream.ts';

interface WatchCheck {
  readonly name: string;
  readonly guarantee: string;
  readonly how: string;
  /** Whether the epoch must be replayed to tell. */
  readonly needsReplay?: boolean;
  /** Watches that have to do with the guarantee; absent = all. */
  concerns?(stream: Stream): boolean;
  /** What is counted as evidence, in the plural; a check without any is unknown. */
  readonly evidence: string;
  find(stream: Stream, context: WatchContext): Iterable<Witness>;
}

export interface WatchContext {
  readonly facts: Facts;
  readonly epoch: EpochFacts;
  /** Present for checks that need it. */
  readonly replay: Replay | undefined;
  /** So many more pieces of evidence were looked at. */
  count(many?: number): void;
  /** Why too little was seen of the watch; undefined is no doubt. */
  doubt(reason: string | undefined): void;
}

/** A guarantee that is held against every watch by itself. */
export function defineWatchCheck(check: WatchCheck): Check {
  return {
    name: check.name,
    guarantee: check.guarantee,
    source: `${API_GUARANTEES}#watch-apis`,
    how: `${check.how} Unknown when there were no ${check.evidence}.`,
    applies: ({ epochs }) =>
      epochs.some(({ streams }) => streams.some((stream) => check.concerns?.(stream) ?? true)),
    judge(facts) {
      const examined = { watches: 0, evidence: 0 };
      const witnesses: Witness[] = [];
      const doubts: string[] = [];
      const count = (many = 1): void => void (examined.evidence += many);
      const doubt = (reason?: string): void => {
        if (reason !== undefined) doubts.push(reason);
      };
      for (const epoch of facts.epochs) {
        const { streams } = epoch;
        const replay = check.needsReplay === true ? replayOf(facts, epoch) : undefined;
        if (streams.length === 0) continue;
        if (check.needsReplay === true && replay === undefined) {
          doubts.push(`nobody read what epoch ${epoch.n} began with`);
          continue;
        }
        examined.watches += streams.length;
        for (const stream of streams) {
          for (const witness of check.find(stream, { facts, epoch, replay, count, doubt })) {
            witnesses.push(witness);
            if (witnesses.length >= 5) break;
          }
        }
      }
      if (examined.evidence === 0) doubts.push(`there were no ${check.evidence}`);
      const holds = `${examined.watches} watches, ${examined.evidence} ${check.evidence}`;
      return conclude({ examined, witnesses, doubts, holds });
    },
  };
}

/** A contradiction between what a watch was told at two moments. */
export function toldWrong(
  why: string,
  rows: readonly (readonly [label: string, what: Received | string])[],
  legal?: string,
): Witness {
  return {
    why,
    observed: rows.map(([label, what]) => [
      label,
      typeof what === 'string' ? what : told(what.event, what),
    ]),
    operations: [],
    ...(legal === undefined ? {} : { legal }),
  };
}

const told = (event: WatchEvent, { line }: Received): string =>
  `${describeEvent(event)}, ${describeWatch(line)}`;
