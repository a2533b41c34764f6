import { byteString, isHashed } from '../../history/byte-string.ts';
import type { Bytes } from '../../history/types.ts';
import type { KeyNames } from '../columns/key-names.ts';
import { firstNot } from '../columns/bisect.ts';

/** Keys as small numbers in etcd's order, so that a range of keys is a range of numbers. */
export class KeyTable {
  readonly names: readonly string[];
  /** Hashed keys have no order: ranges cannot be replayed over them. */
  readonly hashed: boolean;
  /** By the number of `KeyNames`: the number here, or -1. */
  readonly ofMet: Int32Array;
  readonly #met: KeyNames;

  /** `wanted`: which of the keys that were met belong to the table. */
  constructor(met: KeyNames, wanted: ReadonlySet<number>) {
    const sorted = [...wanted].sort((a, b) => compare(met.names[a], met.names[b]));
    this.names = sorted.map((id) => met.names[id] as string);
    this.ofMet = new Int32Array(met.names.length).fill(-1);
    sorted.forEach((id, place) => (this.ofMet[id] = place));
    this.hashed = this.names.some(isHashed);
    this.#met = met;
  }

  get size(): number {
    return this.names.length;
  }

  /** -1 for a key that nothing in the record wrote or saw written. */
  id(key: Bytes): number {
    return this.#placeOf(this.#met.find(key));
  }

  /** The same for a byte string. */
  idOf(name: string): number {
    return this.#placeOf(this.#met.findName(name));
  }

  name(id: number): string {
    return this.names[id] as string;
  }

  /** The numbers of a range by etcd's rules: from `low`, below `high`. */
  range(key: Bytes, end: Bytes | undefined): { low: number; high: number } {
    return this.rangeOf(byteString(key), end === undefined ? undefined : byteString(end));
  }

  /** The same for byte strings. */
  rangeOf(start: string, end: string | undefined): { low: number; high: number } {
    const low = this.#firstFrom(start);
    if (end === undefined || end === '') {
      return { low, high: this.names[low] === start ? low + 1 : low };
    }
    return { low, high: end === '\0' ? this.size : Math.max(low, this.#firstFrom(end)) };
  }

  /** Keys may be met after the table was made. */
  #placeOf(met: number): number {
    return met < 0 ? -1 : (this.ofMet[met] ?? -1);
  }

  #firstFrom(name: string): number {
    return firstNot(this.names.length, (i) => (this.names[i] as string) < name);
  }
}

const compare = (a = '', b = ''): number => (a < b ? -1 : a > b ? 1 : 0);
