import { sameBytes } from '../../history/byte-string.ts';
import { int64Number } from '../../history/int64.ts';
import type { Bytes, Int64, KeyValue } from '../../history/types.ts';
import type { Shown } from '../columns/shown.ts';
import { column, widen } from '../columns/column.ts';
import type { KeyTable } from './key-table.ts';

/** A change that no operation of the record made: the initial state, or one that was only seen. */
export const NOBODY = -1;
/** No change: the key never existed. */
export const NONE = -1;

/** One change, for those who need not be fast. */
export interface ChangeView {
  readonly key: number;
  readonly revision: number;
  readonly live: boolean;
  readonly create: number;
  readonly version: number;
  readonly value: Bytes | undefined;
  readonly lease: Int64;
  /** Index of the operation in the epoch, or NOBODY. */
  readonly op: number;
}

/**
 * Every change of every key in order of revision, and with that the key space itself: the newest
 * change of a key is what the key holds. Columns instead of objects, because a long drill makes
 * millions of changes. About 45 bytes a change beside the values.
 */
export class ChangeLog {
  size = 0;
  /** How many changes were taken back. */
  forgotten = 0;
  /** NONE: the change was taken back. */
  keys;
  revisions;
  /** 0 for a deletion. */
  versions;
  creates;
  ops;
  /** The change of the same key before this one, or NONE. */
  previous;
  readonly values: (Bytes | undefined)[] = [];
  readonly leases: Int64[] = [];
  /** The newest change of each key, or NONE. */
  readonly newest: Int32Array;
  /** The keys that ever hung on each lease; what they hold says whether they still do. */
  readonly attached = new Map<Int64, Set<number>>();

  /** `changes`: how many there will be, more or less. */
  constructor(keys: number, changes: number) {
    const room = changes + 1024;
    this.keys = column(Int32Array, room);
    this.revisions = column(Float64Array, room);
    this.versions = column(Int32Array, room);
    this.creates = column(Float64Array, room);
    this.ops = column(Int32Array, room);
    this.previous = column(Int32Array, room);
    this.newest = new Int32Array(keys).fill(NONE);
  }

  isLive(key: number): boolean {
    const change = this.newest[key] as number;
    return change !== NONE && (this.versions[change] as number) > 0;
  }

  put(key: number, value: Bytes, lease: Int64, revision: number, op: number): void {
    const before = this.newest[key] as number;
    const live = before !== NONE && (this.versions[before] as number) > 0;
    const create = live ? (this.creates[before] as number) : revision;
    const version = live ? (this.versions[before] as number) + 1 : 1;
    this.#append(key, revision, create, version, value, lease, op);
  }

  /** As it was seen, whatever was there before. */
  set(key: number, kv: KeyValue, op: number): void {
    const { create, version, value, lease } = kv;
    this.#append(key, Number(kv.mod), Number(create), Number(version), value, lease, op);
  }

  remove(key: number, revision: number, op: number): void {
    this.#append(key, revision, 0, 0, undefined, '0', op);
  }

  /** Whether the key is as somebody saw it; `undefined` = was seen to be absent. */
  matches(key: number, seen: KeyValue | undefined): boolean {
    const change = key < 0 ? NONE : (this.newest[key] as number);
    const version = change === NONE ? 0 : (this.versions[change] as number);
    if (seen === undefined) return version === 0;
    return (
      version === int64Number(seen.version) &&
      version > 0 &&
      this.revisions[change] === int64Number(seen.mod) &&
      this.creates[change] === int64Number(seen.create) &&
      this.leases[change] === seen.lease &&
      sameBytes(this.values[change], seen.value)
    );
  }

  /** The same for one row of what answers showed. */
  isAsShown(key: number, shown: Shown, row: number, keys: KeyTable): boolean {
    const change = this.newest[key] as number;
    if (change === NONE || keys.ofMet[shown.keys[row] as number] !== key) return false;
    const version = this.versions[change] as number;
    if (version === 0 || version !== shown.versions[row]) return false;
    if (this.revisions[change] !== shown.mods[row]) return false;
    if (this.creates[change] !== shown.creates[row]) return false;
    const lease = shown.leases.size === 0 ? '0' : (shown.leases.get(row) ?? '0');
    return this.leases[change] === lease && sameBytes(this.values[change], shown.values[row]);
  }

  view(change: number): ChangeView | undefined {
    if (change === NONE) return undefined;
    return {
      key: this.keys[change] as number,
      revision: this.revisions[change] as number,
      live: (this.versions[change] as number) > 0,
      create: this.creates[change] as number,
      version: this.versions[change] as number,
      value: this.values[change],
      lease: this.leases[change] as Int64,
      op: this.ops[change] as number,
    };
  }

  /** Forgets the key's changes from a given one on, so that others can take their place. */
  rewind(key: number, change: number): void {
    let at = this.newest[key] as number;
    while (at !== change && at !== NONE) {
      this.keys[at] = NONE;
      this.forgotten += 1;
      at = this.previous[at] as number;
    }
    this.newest[key] = change;
  }

  #append(
    key: number,
    revision: number,
    create: number,
    version: number,
    value: Bytes | undefined,
    lease: Int64,
    op: number,
  ): void {
    const at = this.size++;
    if (at === this.keys.length) this.#grow();
    this.keys[at] = key;
    this.revisions[at] = revision;
    this.versions[at] = version;
    this.creates[at] = create;
    this.ops[at] = op;
    this.previous[at] = this.newest[key] as number;
    this.values.push(value);
    this.leases.push(lease);
    this.newest[key] = at;
    if (version > 0) this.#attach(key, lease);
  }

  #attach(key: number, lease: Int64): void {
    if (lease === '0') return;
    const keys = this.attached.get(lease);
    if (keys === undefined) this.attached.set(lease, new Set([key]));
    else keys.add(key);
  }

  #grow(): void {
    this.keys = widen(this.keys);
    this.revisions = widen(this.revisions);
    this.versions = widen(this.versions);
    this.creates = widen(this.creates);
    this.ops = widen(this.ops);
    this.previous = widen(this.previous);
  }
}
