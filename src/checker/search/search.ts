import type { PlainOp } from '../../history/plain-history.ts';
import type { Model } from './model.ts';
import { IMPOSSIBLE, Transitions } from './transitions.ts';

export interface SearchResult {
  readonly status: 'holds' | 'violated' | 'unknown';
  /** Configurations looked at. */
  readonly steps: number;
  /** The operation whose return no order explains. */
  readonly stuck?: PlainOp;
  /** Operations that were open then, and what the register may have held. */
  readonly open?: readonly PlainOp[];
  readonly states?: readonly string[];
}

/** More operations at once than this are not searched: masks are two halves of 30 bits. */
const HALF = 30;
const MOST_OPEN = 2 * HALF;

/**
 * One way to have ordered everything so far: which open operations have happened, and the state.
 */
interface Config {
  readonly low: number;
  readonly high: number;
  readonly state: number;
  /** How many unknown operations of each kind have happened: a number of `Tallies`. */
  readonly tally: number;
}

/**
 * Searches an order of the operations that agrees with real time and with the model: the search of
 * Wing and Gong with Lowe's just-in-time linearization. At each return all ways to have ordered the
 * open operations up to it are kept, so a way is remembered by its open operations, not by its
 * past. Reads that fit happen at once; operations of unknown fate are optional and alike ones are
 * counted, not told apart; of two ways that differ only in those, the one that used fewer is kept.
 *
 * @param ops     operations of one partition, in the order of their calls.
 * @param budget  configurations to look at before the answer is `unknown`.
 * @param free    operations that may happen at any time, any number of times, or never.
 */
export function search(
  ops: readonly PlainOp[],
  model: Model,
  budget: number,
  free: readonly PlainOp[] = [],
): SearchResult {
  return new Search(ops, model, budget, free).run();
}

class Search {
  readonly #table: Transitions;
  readonly #events: { readonly op: PlainOp; readonly kind: number; readonly returns: boolean }[];
  readonly #tallies = new Tallies();
  readonly #slots: (number | undefined)[] = [];
  readonly #slotOps: (PlainOp | undefined)[] = [];
  readonly #slotOf = new Map<PlainOp, number>();
  /** Kinds of unknown operations that were called, and how many of each. */
  readonly #unknown = new Map<number, number>();
  /** Kinds of operations that may happen at any time and any number of times. */
  readonly #free: readonly number[];
  #configs: Config[] = [{ low: 0, high: 0, state: 0, tally: 0 }];
  /** Ways still to follow, by how many unknown operations they used. */
  readonly #work: Config[][] = [];
  #budget: number;
  #steps = 0;

  constructor(ops: readonly PlainOp[], model: Model, budget: number, free: readonly PlainOp[]) {
    this.#table = new Transitions(model, ops);
    const kinds = free.map((op) => this.#table.kindOf({ ...op, output: undefined }));
    this.#free = [...new Set(kinds)].filter((kind) => !this.#table.readsOnly(kind));
    this.#budget = budget;
    const timed = ops.flatMap((op) => {
      const kind = this.#table.kindOf(op);
      const call = { at: op.call, op, kind, returns: false };
      return op.ret === Infinity ? [call] : [call, { at: op.ret, op, kind, returns: true }];
    });
    // Closed intervals: at equal times calls come first, so that such operations are concurrent.
    this.#events = timed.sort((a, b) => a.at - b.at || Number(a.returns) - Number(b.returns));
  }

  run(): SearchResult {
    for (const { op, kind, returns } of this.#events) {
      if (!returns) {
        if (!this.#open(op, kind)) return { status: 'unknown', steps: this.#steps };
        continue;
      }
      const before = this.#configs;
      const slot = this.#slotOf.get(op) as number;
      this.#configs = this.#linearize(slot);
      if (this.#steps > this.#budget) return { status: 'unknown', steps: this.#steps };
      if (this.#configs.length === 0) return this.#stuck(op, before);
      this.#slots[slot] = undefined;
      this.#slotOps[slot] = undefined;
    }
    return { status: 'holds', steps: this.#steps };
  }

  #open(op: PlainOp, kind: number): boolean {
    if (op.ret === Infinity) {
      // Nobody saw what an unanswered read saw.
      if (!this.#table.readsOnly(kind)) this.#unknown.set(kind, (this.#unknown.get(kind) ?? 0) + 1);
      return true;
    }
    let slot = this.#slots.indexOf(undefined);
    if (slot < 0) slot = this.#slots.length;
    if (slot >= MOST_OPEN) return false;
    this.#slots[slot] = kind;
    this.#slotOps[slot] = op;
    this.#slotOf.set(op, slot);
    return true;
  }

  /**
   * All ways on in which the operation in the slot has happened; its bit is free again. Ways that
   * used fewer unknown operations are followed first, so that one that differs from another only
   * in having used more is never followed.
   */
  #linearize(slot: number): Config[] {
    const done = new Fewest(this.#tallies);
    const seen = new Fewest(this.#tallies);
    for (const config of this.#configs) this.#push(config);
    for (let used = 0; used < this.#work.length; used++) {
      const work = this.#work[used] as Config[];
      for (let config = work.pop(); config !== undefined; config = work.pop()) {
        if (++this.#steps > this.#budget) return done.all;
        const settled = this.#readAtOnce(config);
        if (hasBit(settled, slot)) done.add(withoutBit(settled, slot));
        else if (seen.add(settled)) this.#extend(settled);
      }
    }
    return done.all;
  }

  #push(config: Config): void {
    const used = this.#tallies.total(config.tally);
    while (this.#work.length <= used) this.#work.push([]);
    this.#work[used]?.push(config);
  }

  /** Reads that fit change nothing, so that nothing is lost when they happen now. */
  #readAtOnce(config: Config): Config {
    let { low, high } = config;
    for (let slot = 0; slot < this.#slots.length; slot++) {
      const kind = this.#slots[slot];
      if (kind === undefined || !this.#table.readsOnly(kind)) continue;
      if (this.#table.step(config.state, kind) === IMPOSSIBLE) continue;
      if (slot < HALF) low |= 1 << slot;
      else high |= 1 << (slot - HALF);
    }
    return low === config.low && high === config.high ? config : { ...config, low, high };
  }

  #extend(config: Config): void {
    for (let slot = 0; slot < this.#slots.length; slot++) {
      const kind = this.#slots[slot];
      if (kind === undefined || hasBit(config, slot)) continue;
      const state = this.#table.step(config.state, kind);
      if (state !== IMPOSSIBLE) this.#push(withBit({ ...config, state }, slot));
    }
    for (const kind of this.#free) {
      const state = this.#table.step(config.state, kind);
      if (state === IMPOSSIBLE || state === config.state) continue;
      if (this.#table.isUseful(state)) this.#push({ ...config, state });
    }
    for (const [kind, called] of this.#unknown) {
      if (this.#tallies.count(config.tally, kind) >= called) continue;
      const state = this.#table.step(config.state, kind);
      if (state === IMPOSSIBLE || state === config.state) continue;
      this.#push({ ...config, state, tally: this.#tallies.oneMore(config.tally, kind) });
    }
  }

  #stuck(op: PlainOp, before: readonly Config[]): SearchResult {
    const open = this.#slotOps.filter((other) => other !== undefined && other !== op);
    const states = [...new Set(before.map((config) => this.#table.show(config.state)))];
    return { status: 'violated', steps: this.#steps, stuck: op, open: open as PlainOp[], states };
  }
}

const hasBit = ({ low, high }: Config, slot: number): boolean =>
  ((slot < HALF ? low >> slot : high >> (slot - HALF)) & 1) === 1;

const withBit = (config: Config, slot: number): Config =>
  slot < HALF
    ? { ...config, low: config.low | (1 << slot) }
    : { ...config, high: config.high | (1 << (slot - HALF)) };

const withoutBit = (config: Config, slot: number): Config =>
  slot < HALF
    ? { ...config, low: config.low & ~(1 << slot) }
    : { ...config, high: config.high & ~(1 << (slot - HALF)) };

const LOW_RANGE = 2 ** HALF;

/** Configurations, less those that differ from another one only in having used more. */
class Fewest {
  readonly all: Config[] = [];
  readonly #numbers = new Map<number, number[]>();
  readonly #texts = new Map<string, number[]>();
  readonly #tallies: Tallies;

  constructor(tallies: Tallies) {
    this.#tallies = tallies;
  }

  /** Whether it is new; those that used fewer come first. */
  add(config: Config): boolean {
    const used = this.#usedBy(config);
    for (let i = 0; i < used.length; i++) {
      if (this.#tallies.within(used[i] as number, config.tally)) return false;
    }
    used.push(config.tally);
    this.all.push(config);
    return true;
  }

  /** What the ways with the same open operations and state have used. */
  #usedBy({ low, high, state }: Config): number[] {
    if (high === 0) {
      const name = state * LOW_RANGE + low;
      let used = this.#numbers.get(name);
      if (used === undefined) this.#numbers.set(name, (used = []));
      return used;
    }
    const name = `${low} ${high} ${state}`;
    let used = this.#texts.get(name);
    if (used === undefined) this.#texts.set(name, (used = []));
    return used;
  }
}

/** Counts of unknown operations by kind, each combination with a number; 0 = none used. */
class Tallies {
  readonly #all: ReadonlyMap<number, number>[] = [new Map()];
  readonly #next: Map<number, number>[] = [new Map()];
  readonly #totals: number[] = [0];
  readonly #ids = new Map<string, number>([['', 0]]);

  total(tally: number): number {
    return this.#totals[tally] as number;
  }

  count(tally: number, kind: number): number {
    return this.#all[tally]?.get(kind) ?? 0;
  }

  oneMore(tally: number, kind: number): number {
    const known = this.#next[tally]?.get(kind);
    if (known !== undefined) return known;
    const counts = new Map(this.#all[tally]);
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
    const name = [...counts].sort(([a], [b]) => a - b).join(' ');
    let id = this.#ids.get(name);
    if (id === undefined) {
      id = this.#all.length;
      this.#ids.set(name, id);
      this.#all.push(counts);
      this.#totals.push(this.total(tally) + 1);
      this.#next.push(new Map());
    }
    this.#next[tally]?.set(kind, id);
    return id;
  }

  /** Whether one used no more of any kind than the other. */
  within(fewer: number, more: number): boolean {
    if (fewer === more || fewer === 0) return true;
    if (this.total(fewer) >= this.total(more)) return false;
    for (const [kind, count] of this.#all[fewer] ?? []) {
      if (count > this.count(more, kind)) return false;
    }
    return true;
  }
}
