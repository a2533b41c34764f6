import { revision } from '../history/int64.ts';
import type { WatchLine } from '../history/types.ts';
import { at, describeOp } from './describe.ts';
import type { EpochFacts } from './facts.ts';

/** A revision that a client was shown, and by what. */
export interface Sighting {
  readonly revision: number;
  readonly seen: string;
  readonly operations: readonly number[];
}

/** The greatest revision that any client of the epoch saw; undefined when nobody saw any. */
export function greatestSeen(epoch: EpochFacts): Sighting | undefined {
  return extreme(epoch, (a, b) => a > b);
}

/** The smallest revision that the epoch's members answered with. */
export function smallestSeen(epoch: EpochFacts): Sighting | undefined {
  const seen = extreme(epoch, (a, b) => a < b);
  const state = epoch.restored[0];
  if (state === undefined || (seen !== undefined && seen.revision <= state.revision)) return seen;
  const text = `revision ${state.revision} at ${state.member} before clients were let in`;
  return { revision: state.revision, seen: text, operations: [] };
}

function extreme(
  epoch: EpochFacts,
  better: (a: number, b: number) => boolean,
): Sighting | undefined {
  let best: Sighting | undefined;
  for (const op of epoch.ops) {
    if (op.outcome !== 'ok' || op.res === null) continue;
    const seen = revision(op.res.rev);
    if (best !== undefined && !better(seen, best.revision)) continue;
    best = { revision: seen, seen: describeOp(op), operations: [op.id] };
  }
  for (const line of epoch.watches) {
    if (line.revision === undefined || line.kind === 'open') continue;
    const seen = revision(line.revision);
    if (seen === 0 || (best !== undefined && !better(seen, best.revision))) continue;
    best = { revision: seen, seen: describeWatch(line), operations: [] };
  }
  return best;
}

export const describeWatch = (line: WatchLine): string =>
  `watch ${line.id} of client ${line.client} at ${line.member}: ${line.kind}` +
  `${line.revision === undefined ? '' : ` at revision ${line.revision}`}, ${at(line.at)}`;
