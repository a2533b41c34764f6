const SLOTS = 1 << 15;
/** Longer ones are values, and hardly ever come twice. */
const LONGEST = 32;

/**
 * Texts that were met lately, so that a key, a revision or a value that comes again is found by
 * its bytes: nothing is made, and a record holds one copy of it. A newer text takes the slot of an
 * older one.
 */
export class ShortTexts {
  readonly #slots = Array.from({ length: SLOTS }, () => '');

  /** The text of these bytes, which are ASCII; `hash` is anything that is the same for the same. */
  get(bytes: Buffer, from: number, end: number, hash: number): string {
    const length = end - from;
    if (length > LONGEST) return bytes.toString('latin1', from, end);
    const slot = (hash ^ (hash >>> 15)) & (SLOTS - 1);
    const known = this.#slots[slot] as string;
    if (known.length === length && isAt(bytes, from, known)) return known;
    return (this.#slots[slot] = bytes.toString('latin1', from, end));
  }
}

function isAt(bytes: Buffer, from: number, text: string): boolean {
  for (let i = 0; i < text.length; i++) if (bytes[from + i] !== text.charCodeAt(i)) return false;
  return true;
}
