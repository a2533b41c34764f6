import { byteString } from '../../history/byte-string.ts';
import type { Bytes } from '../../history/types.ts';

/** Keys as small numbers in the order in which they were met. */
export class KeyNames {
  /** The byte string of each key. */
  readonly names: string[] = [];
  readonly #byName = new Map<string, number>();
  /** By what the record has: no byte string need be made for a text that was met before. */
  readonly #byText = new Map<string, number>();
  /** The text met last: an answer names the key that the request names. */
  #last = '';
  #lastId = -1;

  /** The number of a key, a new one when it was not met before. */
  meet(key: Bytes): number {
    if (typeof key !== 'string') return this.#meetName(byteString(key));
    if (key === this.#last && this.#lastId >= 0) return this.#lastId;
    let id = this.#byText.get(key);
    if (id === undefined) this.#byText.set(key, (id = this.#meetName(byteString(key))));
    this.#last = key;
    return (this.#lastId = id);
  }

  /** The number of a key, or -1. */
  find(key: Bytes): number {
    if (typeof key === 'string') {
      const id = this.#byText.get(key);
      if (id !== undefined) return id;
    }
    return this.findName(byteString(key));
  }

  /** The same for a byte string. */
  findName(name: string): number {
    return this.#byName.get(name) ?? -1;
  }

  #meetName(name: string): number {
    let id = this.#byName.get(name);
    if (id === undefined) {
      id = this.names.length;
      this.names.push(name);
      this.#byName.set(name, id);
    }
    return id;
  }
}
