import { possibleEffects, type Effect } from '../../history/effects.ts';
import type { OpLine } from '../../history/types.ts';
import { valueName, type Evidence } from './evidence.ts';
import type { KeyTable } from './key-table.ts';
import type { Outline } from './outline.ts';

/** A write that nobody knows the fate of. */
export interface Candidate {
  readonly op: OpLine;
  /** Index in the epoch. */
  readonly index: number;
  readonly effects: readonly Effect[];
  /** Its effect was seen at a revision of its own, so it cannot have happened unseen. */
  pinned: boolean;
  used: boolean;
}

/** The writes of unknown fate, by what they may touch. */
export class Candidates {
  readonly all: readonly Candidate[];
  readonly #byKey = new Map<number, Candidate[]>();
  /** Those that touch many keys, or keys that depend on the state. */
  readonly #wide: Candidate[] = [];
  readonly #keys: KeyTable;

  constructor({ ops, doubtful, keys, evidence }: Outline) {
    this.#keys = keys;
    this.all = doubtful.map((index) => {
      const op = ops[index] as OpLine;
      return { op, index, effects: possibleEffects(op.req), pinned: false, used: false };
    });
    for (const candidate of this.all) this.#file(candidate);
    this.#pin(evidence);
  }

  /** Unused writes that may touch the key. */
  touching(key: number): Candidate[] {
    const own = this.#byKey.get(key) ?? [];
    const all = this.#wide.length === 0 ? own : [...own, ...this.#wide];
    return all.filter((candidate) => !candidate.used);
  }

  /** All writes that name the key, used or not. */
  naming(key: number): readonly Candidate[] {
    return this.#byKey.get(key) ?? [];
  }

  /** Whether any write of unknown fate may touch keys that it does not name. */
  get wide(): boolean {
    return this.#wide.length > 0;
  }

  get unused(): Candidate[] {
    return this.all.filter((candidate) => !candidate.used);
  }

  /** Pins the writes of a value that was seen as often as it may have been written. */
  #pin({ values }: Evidence): void {
    const writers = new Map<string, Candidate[]>();
    for (const candidate of this.all) {
      for (const effect of candidate.effects) {
        if (effect.type !== 'put') continue;
        const name = valueName(effect.key, effect.value);
        const known = writers.get(name);
        if (known === undefined) writers.set(name, [candidate]);
        else known.push(candidate);
      }
    }
    for (const [name, all] of writers) {
      if (all.length > (values.get(name) ?? 0)) continue;
      for (const candidate of all) candidate.pinned = true;
    }
  }

  #file(candidate: Candidate): void {
    const named = new Set<number>();
    let wide = false;
    for (const effect of candidate.effects) {
      if (effect.type === 'revoke') continue; // as the end of its lease
      if (effect.type === 'delete' && effect.end !== undefined) wide = true;
      else named.add(this.#keys.idOf(effect.key));
    }
    if (wide) this.#wide.push(candidate);
    for (const key of wide ? [] : named) {
      const known = this.#byKey.get(key);
      if (known === undefined) this.#byKey.set(key, [candidate]);
      else known.push(candidate);
    }
  }
}
