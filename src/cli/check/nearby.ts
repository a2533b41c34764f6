import type { Witness } from '../../core/check-result.ts';
import { formatDuration } from '../../core/duration.ts';
import type { DrillRecord, FaultLine, Ns } from '../../history/types.ts';

/** More than this hides what matters. */
const MOST = 6;

interface Happening {
  readonly from: Ns;
  readonly to: Ns;
  readonly text: string;
}

/**
 * What was done to the cluster between the first and the last operation of a witness: faults,
 * restores and changes of the leader. A single operation contradicts what was found later, so that
 * everything from it on counts; a witness without operations is about the whole record.
 */
export function nearby({ operations }: Witness, record: DrillRecord): string[] {
  const named = new Set(operations);
  const ops = record.ops.filter(({ id }) => named.has(id));
  const from = Math.min(...ops.map(({ call }) => call));
  const to = ops.length > 1 ? Math.max(...ops.map(({ ret }) => ret ?? Infinity)) : Infinity;
  const inside = ops.length === 0 ? () => true : (h: Happening) => h.from <= to && h.to >= from;
  return happenings(record)
    .filter(inside)
    .sort((a, b) => a.from - b.from)
    .slice(0, MOST)
    .map(({ text }) => text);
}

const moment = (ns: Ns): string => `+${formatDuration(ns)}`;

function happenings(record: DrillRecord): Happening[] {
  const faults = [...Map.groupBy(record.faults, ({ id }) => id).values()].map(lifeOf);
  const restores = record.epochs.map(({ at, n, cause, snapshot }) => {
    const text = `${cause} of revision ${snapshot.revision} begins epoch ${n} ${moment(at)}`;
    return { from: at, to: at, text };
  });
  return [...faults, ...restores, ...leaderChanges(record)];
}

/** From the request to the proof that it is gone; open where nothing was healed. */
function lifeOf(lines: readonly FaultLine[]): Happening {
  const { name, targets, from } = lines[0] as FaultLine;
  const ended = lines.filter(({ phase, ok }) => ok && (phase === 'heal' || phase === 'gone'));
  const to = Math.max(...ended.map((line) => line.to));
  const over = ended.length > 0;
  const until = over ? moment(to) : 'the end';
  const text = `fault ${name}(${targets.join(', ')}) ${moment(from)} … ${until}`;
  return { from, to: over ? to : Infinity, text };
}

/** A leader is whom a member names that says so of itself. */
function leaderChanges({ samples }: DrillRecord): Happening[] {
  let last: string | undefined;
  return samples.flatMap(({ at, member, leader }) => {
    if (leader !== member || leader === last) return [];
    const text = `leader ${last ?? 'unknown'} -> ${leader} seen ${moment(at)}`;
    const changed = last !== undefined;
    last = leader;
    return changed ? [{ from: at, to: at, text }] : [];
  });
}
