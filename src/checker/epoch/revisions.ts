import { column } from '../columns/column.ts';

/** A table pays while it is not much larger than what it holds. */
const SPARSE = 8;
const ROOM = 1 << 20;

/**
 * The revisions that a record speaks of, sorted, each with a slot number. Unclaimed revisions that
 * nobody speaks of have none. Memory: O(revisions), however far apart they are.
 */
export class Revisions {
  /** The revision of each slot, growing. */
  readonly values: Float64Array;
  readonly #base: number;
  readonly #table: Int32Array | undefined;

  /** `spoken` may hold duplicates in any order; it is sorted in place when that is cheaper. */
  constructor(spoken: Float64Array) {
    let least = Infinity;
    let most = -Infinity;
    for (let i = 0; i < spoken.length; i++) {
      const value = spoken[i] as number;
      if (value < least) least = value;
      if (value > most) most = value;
    }
    this.#base = least;
    const span = most - least + 1;
    if (span <= SPARSE * spoken.length + ROOM) {
      const table = column(Int32Array, spoken.length === 0 ? 0 : span);
      this.#table = table;
      for (let i = 0; i < spoken.length; i++) table[(spoken[i] as number) - least] = 1;
      this.values = fromTable(table, least);
    } else {
      this.values = distinct(spoken.sort());
    }
  }

  /** The slot of a revision, or -1 when nobody speaks of it. */
  slotOf(revision: number): number {
    if (this.#table !== undefined) return (this.#table[revision - this.#base] ?? 0) - 1;
    const slot = this.lastUpTo(revision);
    return this.values[slot] === revision ? slot : -1;
  }

  /** The last slot at or before a revision; -1 when there is none. */
  lastUpTo(revision: number): number {
    let low = 0;
    let high = this.values.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.values[middle] as number) <= revision) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }
}

/** Turns the marks into slot numbers plus one, and lists the marked revisions. */
function fromTable(table: Int32Array, base: number): Float64Array {
  let slots = 0;
  for (let i = 0; i < table.length; i++) slots += table[i] as number;
  const values = column(Float64Array, slots);
  let slot = 0;
  for (let i = 0; i < table.length; i++) {
    if (table[i] === 0) continue;
    values[slot++] = base + i;
    table[i] = slot;
  }
  return values;
}

function distinct(sorted: Float64Array): Float64Array {
  let kept = 0;
  for (let i = 0; i < sorted.length; i++) {
    if (i > 0 && sorted[i] === sorted[i - 1]) continue;
    sorted[kept++] = sorted[i] as number;
  }
  return sorted.subarray(0, kept);
}
