import { int64Number } from '../../history/int64.ts';
import type { Bytes, Int64, KeyValue } from '../../history/types.ts';
import type { KeyNames } from './key-names.ts';
import { column, widen } from './column.ts';

/** Every key and value that answers showed, one after another. About 50 bytes each. */
export class Shown {
  size = 0;
  /** Numbers of `KeyNames`. */
  keys = column(Int32Array, 1024);
  mods = column(Float64Array, 1024);
  creates = column(Float64Array, 1024);
  versions = column(Float64Array, 1024);
  /** The operation that was answered. */
  ops = column(Int32Array, 1024);
  readonly values: Bytes[] = [];
  /** The lease of each row that hangs on one. */
  readonly leases = new Map<number, Int64>();

  addAll(kvs: readonly KeyValue[], names: KeyNames, op: number): void {
    for (let i = 0; i < kvs.length; i++) {
      const kv = kvs[i] as KeyValue;
      const at = this.size++;
      if (at === this.keys.length) this.#grow();
      this.keys[at] = names.meet(kv.key);
      this.mods[at] = int64Number(kv.mod);
      this.creates[at] = int64Number(kv.create);
      this.versions[at] = int64Number(kv.version);
      if (kv.lease !== '0') this.leases.set(at, kv.lease);
      this.ops[at] = op;
      this.values.push(kv.value);
    }
  }

  #grow(): void {
    this.keys = widen(this.keys);
    this.mods = widen(this.mods);
    this.creates = widen(this.creates);
    this.versions = widen(this.versions);
    this.ops = widen(this.ops);
  }
}
