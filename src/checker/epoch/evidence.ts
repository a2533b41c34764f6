import { byteString, sameBytes } from '../../history/byte-string.ts';
import { int64Number } from '../../history/int64.ts';
import type { Bytes, KeyValue, OpLine, WatchEvent } from '../../history/types.ts';
import type { KeyNames } from '../columns/key-names.ts';
import type { Stream } from '../watch/stream.ts';
import type { EpochFacts, MemberState } from '../facts.ts';

/** Who saw something. A state is judged on its own, and so is what only a state shows. */
export type Observer = OpLine | string | MemberState;

/** What was seen to have happened to one key at a revision that no answer claims. */
export interface Seen {
  readonly key: string;
  readonly type: 'put' | 'delete';
  /** undefined: only later stamps tell of it. */
  value: Bytes | undefined;
  /** Everything about the key, when somebody saw everything. */
  kv: KeyValue | undefined;
  readonly by: Observer;
  readonly from: 'answer' | 'watch' | 'final' | 'restored';
}

/** Two observers saw different things at one revision. */
export interface Conflict {
  readonly revision: number;
  readonly first: Seen;
  readonly second: Observer;
}

/**
 * Everything that answers, watch events and states show of the revisions that nobody claims.
 * Cost: O(everything shown).
 */
export class Evidence {
  readonly at = new Map<number, Map<string, Seen>>();
  readonly conflicts: Conflict[] = [];
  /** How often a value was seen to have been put to a key, over all unclaimed revisions. */
  readonly values = new Map<string, number>();
  readonly #claimed: (revision: number) => boolean;

  /** `claimed`: revisions that need no evidence, such as those an operation claims. */
  constructor(claimed: (revision: number) => boolean) {
    this.#claimed = claimed;
  }

  gather(epoch: EpochFacts, restored: readonly MemberState[]): this {
    this.#addShown(epoch);
    for (const stream of epoch.streams) this.#addTold(stream);
    const { names } = epoch.columns;
    for (const state of epoch.finals) this.#addAll(state.kvs, state, 'final', names);
    for (const state of restored) this.#addAll(state.kvs, state, 'restored', names);
    return this.#count();
  }

  #addShown({ ops, columns: { shown, shownFrom, names } }: EpochFacts): void {
    const { size, mods, creates } = shown;
    for (let i = 0; i < size; i++) {
      const mod = mods[i] as number;
      const create = creates[i] as number;
      if (this.#claimed(mod) && (create === mod || this.#claimed(create))) continue;
      const op = shown.ops[i] as number;
      const by = ops[op] as OpLine;
      this.#addAll([shownBy(by, i - (shownFrom[op] as number))], by, 'answer', names);
    }
  }

  #addTold({ id, told }: Stream): void {
    const by = `watch ${id}`;
    for (let i = 0; i < told.size; i++) {
      const at = told.mods[i] as number;
      if (told.hasPrevious) {
        const { prev } = told.events[i] as WatchEvent;
        if (prev !== undefined) this.#addAll([prev], by, 'watch', told.names);
      }
      if (this.#claimed(at)) continue;
      const event = told.events[i] as WatchEvent;
      const { type, key, value, create, version, lease = '0' } = event;
      const whole = type === 'put' && create !== undefined && version !== undefined;
      const kv = whole
        ? { key, value: value ?? '', create, mod: event.mod, version, lease }
        : undefined;
      const name = told.names.names[told.keys[i] as number] as string;
      this.#add(at, { key: name, type, value, kv, by, from: 'watch' });
    }
  }

  #addAll(kvs: readonly KeyValue[], by: Observer, from: Seen['from'], names: KeyNames): void {
    for (const kv of kvs) {
      const mod = int64Number(kv.mod);
      if (!this.#claimed(mod)) {
        const key = names.names[names.meet(kv.key)] as string;
        this.#add(mod, { key, type: 'put', value: kv.value, kv, by, from });
      }
      if (kv.create === kv.mod) continue;
      const create = int64Number(kv.create);
      if (this.#claimed(create)) continue;
      const key = names.names[names.meet(kv.key)] as string;
      this.#add(create, { key, type: 'put', value: undefined, kv: undefined, by, from });
    }
  }

  /** Counts the values that were seen; call it once everything is gathered. */
  #count(): this {
    for (const keys of this.at.values()) {
      for (const { key, type, value } of keys.values()) {
        if (type === 'delete' || value === undefined) continue;
        const name = valueName(key, value);
        this.values.set(name, (this.values.get(name) ?? 0) + 1);
      }
    }
    return this;
  }

  #add(revision: number, seen: Seen): void {
    let keys = this.at.get(revision);
    if (keys === undefined) this.at.set(revision, (keys = new Map()));
    const known = keys.get(seen.key);
    if (known === undefined) {
      keys.set(seen.key, seen);
      return;
    }
    const other = seen.value !== undefined && known.value !== undefined;
    if (known.type !== seen.type || (other && !sameBytes(known.value, seen.value))) {
      this.conflicts.push({ revision, first: known, second: seen.by });
    }
    known.value ??= seen.value;
    known.kv ??= seen.kv;
  }
}

/** What an answer showed at one of its places. */
function shownBy({ res }: OpLine, place: number): KeyValue {
  const parts = [res?.kvs ?? [], ...(res?.responses ?? []).map(({ kvs = [] }) => kvs)];
  return parts.flat()[place] as KeyValue;
}

/** A key and a value put to it, as one name. */
export const valueName = (key: string, value: Bytes): string => `${key} ${byteString(value)}`;
