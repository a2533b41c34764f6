import type { Facts } from '../facts.ts';
import type { Stream } from './stream.ts';
import { UNTOLD, type Told } from './told.ts';

/** Why an event cannot be true whatever else happened, and the event of its key before it. */
export interface Flaw {
  readonly why: string;
  /** A place among the events, or -1: the event alone is wrong. */
  readonly before: number;
}

const LONE = 'an event shows a version that does not go with its create revision';
const LINKED = 'an event does not go on from what the watch was told of the key before';

/**
 * Holds the events of one watch against each other, without any replay: a replay takes the version
 * that an event shows as a sign of hidden changes, but a watch of puts and deletes is told of
 * those too. So either the event is wrong, or one before it was dropped.
 */
export class OwnStory {
  readonly #told: Told;
  /** Whether the record has every event of the keys that the watch was told of. */
  readonly #whole: boolean;
  /** Per key: its newest event so far, or -1. */
  readonly #last: Int32Array;

  constructor({ told, open }: Stream, { complete }: Facts) {
    this.#told = told;
    this.#whole = complete && open !== undefined && (open.filters ?? []).length === 0;
    this.#last = new Int32Array(told.names.names.length).fill(-1);
  }

  /** The next event, in the order of arrival. Events that go back in time are another's matter. */
  flawOf(place: number): Flaw | undefined {
    const { keys, mods } = this.#told;
    const key = keys[place] as number;
    const mod = mods[place] as number;
    const before = this.#last[key] as number;
    if (before >= 0 && (mods[before] as number) >= mod) return undefined;
    const flaw = this.#flaw(before, place, mod);
    // What comes behind a flawed event is not held against it.
    this.#last[key] = flaw === undefined ? place : -1;
    return flaw;
  }

  #flaw(before: number, place: number, mod: number): Flaw | undefined {
    const { creates, versions, puts } = this.#told;
    const stamped = creates[place] !== UNTOLD && versions[place] !== UNTOLD;
    // etcd puts a key once in a txn at most, so that only the first version is of one revision.
    if (puts[place] === 1 && stamped && (creates[place] === mod) !== (versions[place] === 1)) {
      return { why: LONE, before: -1 };
    }
    if (!this.#whole || before < 0 || this.#goesOn(before, place)) return undefined;
    return { why: LINKED, before };
  }

  #goesOn(before: number, place: number): boolean {
    const { mods, creates, versions, puts } = this.#told;
    if (puts[place] === 0) return puts[before] === 1;
    const [create, version] = [creates[place], versions[place]];
    if (create === UNTOLD || version === UNTOLD) return true;
    if (puts[before] === 0) return create === mods[place];
    if (creates[before] === UNTOLD || versions[before] === UNTOLD) return true;
    return create === creates[before] && version === (versions[before] as number) + 1;
  }
}
