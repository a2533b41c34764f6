import type { WatchEvent, WatchLine } from '../../history/types.ts';
import type { KeyNames } from '../columns/key-names.ts';
import { Told } from './told.ts';

/** One event as it was received. */
export interface Received {
  readonly event: WatchEvent;
  readonly mod: number;
  readonly line: WatchLine;
}

/** What one watch was told, from its opening to its end. */
export interface Stream {
  readonly id: number;
  /** undefined: its opening is not in the record, so nobody knows what it asked for. */
  readonly open: WatchLine | undefined;
  /** Events and progress notices, in the order of arrival. */
  readonly lines: readonly WatchLine[];
  /** The events of all lines. */
  readonly told: Told;
  readonly canceled: WatchLine | undefined;
  /** How many progress notices there are. */
  readonly notices: number;
  /** The first revision that it was to be told of. */
  readonly from: number;
}

type Open = { -readonly [Name in keyof Stream]: Stream[Name] } & { lines: WatchLine[] };

/**
 * The watches of an epoch, from the lines of all. A watch id that is opened again is another one.
 * Cost: O(lines and events).
 */
export function streamsOf(watches: readonly WatchLine[], epoch: number, names: KeyNames): Stream[] {
  const open = new Map<number, Open>();
  const all: Open[] = [];
  for (let i = 0; i < watches.length; i++) {
    const line = watches[i] as WatchLine;
    if (line.epoch !== epoch) continue;
    let stream = open.get(line.id);
    if (line.kind === 'open' || stream === undefined) {
      stream = begin(line, names);
      open.set(line.id, stream);
      all.push(stream);
    }
    if (line.kind === 'canceled') stream.canceled = line;
    else if (line.kind !== 'open') {
      stream.lines.push(line);
      if (line.kind === 'progress') stream.notices += 1;
      stream.told.add(line);
    }
  }
  return all;
}

function begin(line: WatchLine, names: KeyNames): Open {
  const open = line.kind === 'open' ? line : undefined;
  const lines: WatchLine[] = [];
  const told = new Told(names, lines);
  const from = firstOf(open);
  return { id: line.id, open, lines, told, canceled: undefined, notices: 0, from };
}

/** Without a start revision a watch begins behind the revision at which it was opened. */
function firstOf(open: WatchLine | undefined): number {
  const start = Number(open?.startRevision ?? 0);
  if (start > 0) return start;
  return open?.revision === undefined ? Infinity : Number(open.revision) + 1;
}
