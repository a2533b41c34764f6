import { showKey } from '../../history/show-bytes.ts';
import { describeOp } from '../describe.ts';
import type { Replay } from '../epoch/replay.ts';
import { askedOf, isAsked, type Truth } from './expected.ts';
import type { Stream } from './stream.ts';
import type { Told } from './told.ts';

/** More missing changes than this say nothing new. */
const MOST_MISSING = 5;

/**
 * The first changes up to a revision that the watch should have been told of among its first
 * `told` events, and was not. Only changes that certainly happened count.
 * Cost: O(changes and events).
 */
export function missing(truth: Truth, stream: Stream, told: number, upTo: number): number[] {
  const asked = askedOf(truth, stream);
  const found: number[] = [];
  if (asked === undefined) return found;
  const { order, replay } = truth;
  const { log } = replay;
  const walk = new Walk(stream, told, replay);
  for (let i = asked.first; i < order.length && found.length < MOST_MISSING; i++) {
    const change = order[i] as number;
    const revision = log.revisions[change] as number;
    if (revision > upTo) break;
    if (!isAsked(log, change, asked)) continue;
    if (!walk.wasTold(log.keys[change] as number, revision) && truth.isCertain(change))
      found.push(change);
  }
  return found;
}

/** Walks along the events of a watch while revisions grow. */
class Walk {
  readonly #told: Told;
  readonly #size: number;
  readonly #ofMet: Int32Array;
  /** Per key: the revision of its newest event so far. */
  readonly #newest: Float64Array;
  #next = 0;

  constructor({ told }: Stream, size: number, { outline }: Replay) {
    this.#told = told;
    this.#size = size;
    this.#ofMet = outline.keys.ofMet;
    this.#newest = new Float64Array(outline.keys.size).fill(-1);
  }

  wasTold(key: number, revision: number): boolean {
    const { mods, keys } = this.#told;
    while (this.#next < this.#size && (mods[this.#next] as number) <= revision) {
      const place = this.#ofMet[keys[this.#next] as number] ?? -1;
      if (place >= 0) this.#newest[place] = mods[this.#next] as number;
      this.#next += 1;
    }
    return this.#newest[key] === revision;
  }
}

export function describeChange({ log, outline }: Replay, change: number): string {
  const op = outline.ops[log.ops[change] as number];
  const live = (log.versions[change] as number) > 0;
  const key = showKey(outline.keys.name(log.keys[change] as number));
  const text = `${live ? 'put' : 'delete'} ${key} at ${log.revisions[change]}`;
  return op === undefined ? text : `${text}: ${describeOp(op)}`;
}
