import { int64Number } from '../../history/int64.ts';
import type { Bytes, WatchEvent, WatchLine } from '../../history/types.ts';
import type { KeyNames } from '../columns/key-names.ts';
import { column, widen } from '../columns/column.ts';
import { firstNot } from '../columns/bisect.ts';
import type { Received } from './stream.ts';

/** A create revision or version that an event did not carry. */
export const UNTOLD = -1;

/**
 * The events of one watch as columns, in the order of arrival, because millions of them are looked
 * through by several checks. About 50 bytes an event.
 */
export class Told {
  size = 0;
  /** Numbers of `names`. */
  keys = column(Int32Array, 64);
  mods = column(Float64Array, 64);
  creates = column(Float64Array, 64);
  versions = column(Float64Array, 64);
  /** 1 for a put, 0 for a delete. */
  puts = column(Uint8Array, 64);
  readonly values: (Bytes | undefined)[] = [];
  readonly events: WatchEvent[] = [];
  /** The first event of each line, and behind the last line how many there are. */
  readonly from: number[] = [0];
  readonly names: KeyNames;
  readonly #lines: readonly WatchLine[];
  /** Whether any event shows what was there before. */
  hasPrevious = false;

  /** `lines`: the lines that are added, one after the other. */
  constructor(names: KeyNames, lines: readonly WatchLine[]) {
    this.names = names;
    this.#lines = lines;
  }

  add({ events }: WatchLine): void {
    if (events !== undefined) for (let i = 0; i < events.length; i++) this.#add(events[i] as never);
    this.from.push(this.size);
  }

  /** One event with its line, for those who need not be fast. Cost: O(log lines). */
  at(place: number): Received {
    const behind = firstNot(this.#lines.length, (i) => (this.from[i] as number) <= place);
    const event = this.events[place] as WatchEvent;
    return { event, mod: this.mods[place] as number, line: this.#lines[behind - 1] as WatchLine };
  }

  #add(event: WatchEvent): void {
    const at = this.size++;
    if (at === this.keys.length) this.#grow();
    const { create, version } = event;
    this.keys[at] = this.names.meet(event.key);
    this.mods[at] = int64Number(event.mod);
    this.creates[at] = create === undefined ? UNTOLD : int64Number(create);
    this.versions[at] = version === undefined ? UNTOLD : int64Number(version);
    this.puts[at] = event.type === 'put' ? 1 : 0;
    this.values.push(event.value);
    this.events.push(event);
    if (event.prev !== undefined) this.hasPrevious = true;
  }

  #grow(): void {
    this.keys = widen(this.keys);
    this.mods = widen(this.mods);
    this.creates = widen(this.creates);
    this.versions = widen(this.versions);
    this.puts = widen(this.puts);
  }
}
