import { ShortTexts } from './short-texts.ts';

const NEWLINE = 10;
const QUOTE = 34;
const COMMA = 44;
const ZERO = 48;
const BACKSLASH = 92;
const LIST_END = 93;
const FIRST_PLAIN = 32;
const LAST_PLAIN = 126;
/** Every number of so many digits is exact. */
const EXACT_DIGITS = 15;
/** Of any 64-bit number, so that no sign and no digit is lost on the way. */
export const INT64_DIGITS = 19;

/** The bytes of what is looked for. */
export const bytesOf = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text));

/**
 * Reads JSON that is written letter by letter as the recorder writes it: no spaces, ASCII, nothing
 * escaped, fields in their order. What is written otherwise makes `ok` false, and then nothing that
 * was read since `begin` counts: somebody who knows all of JSON has to read the line.
 *
 * The bytes must end with a line end. Nothing that is looked for has one in it, so that no look
 * goes beyond the last byte.
 */
export class Scan {
  bytes: Buffer = Buffer.from('\n');
  at = 0;
  ok = true;
  readonly #texts = new ShortTexts();

  begin(bytes: Buffer, at: number): void {
    this.bytes = bytes;
    this.at = at;
    this.ok = true;
  }

  skip(expected: Uint8Array): void {
    if (!this.trySkip(expected)) this.ok = false;
  }

  /** Goes behind the expected bytes, or stays where it is. */
  trySkip(expected: Uint8Array): boolean {
    const { bytes, at } = this;
    for (let i = 0; i < expected.length; i++) if (bytes[at + i] !== expected[i]) return false;
    this.at = at + expected.length;
    return true;
  }

  /** A whole number from `least` on. */
  count(least: 0 | 1): number {
    const { bytes, at: from } = this;
    let number = 0;
    let at = from;
    for (; isDigit(bytes[at] as number); at++) number = number * 10 + (bytes[at] as number) - ZERO;
    const leading = bytes[from] === ZERO && at - from > 1;
    if (at === from || at - from > EXACT_DIGITS || leading || number < least) this.ok = false;
    this.at = at;
    return number;
  }

  /** What is left of a text of digits, and its quote. Revisions have 15 at most. */
  digits(most: number = EXACT_DIGITS): string {
    const { bytes, at: from } = this;
    let hash = 0;
    let at = from;
    for (; isDigit(bytes[at] as number); at++) hash = (hash * 31 + (bytes[at] as number)) | 0;
    if (at === from || at - from > most) this.ok = false;
    return this.#endText(from, at, hash);
  }

  /** What is left of a text, and its quote. */
  text(): string {
    const { bytes, at: from } = this;
    let hash = 0;
    let at = from;
    for (; isPlain(bytes[at] as number); at++) hash = (hash * 31 + (bytes[at] as number)) | 0;
    return this.#endText(from, at, hash);
  }

  #endText(from: number, end: number, hash: number): string {
    this.at = end + 1;
    if (this.bytes[end] === QUOTE && this.ok) return this.#texts.get(this.bytes, from, end, hash);
    this.ok = false;
    this.at = from;
    return '';
  }

  /** Whether all went well and the line is over. */
  endsLine(): boolean {
    return this.ok && this.bytes[this.at] === NEWLINE;
  }

  /** What is left of a list. A list that was pushed to keeps room for more: a copy does not. */
  list<T>(one: (scan: Scan) => T): T[] {
    if (this.#tryByte(LIST_END)) return [];
    const all = [one(this)];
    while (this.ok && this.#tryByte(COMMA)) all.push(one(this));
    if (!this.#tryByte(LIST_END)) this.ok = false;
    return all.length > 1 ? all.slice() : all;
  }

  #tryByte(expected: number): boolean {
    if (this.bytes[this.at] !== expected) return false;
    this.at += 1;
    return true;
  }
}

const isDigit = (byte: number): boolean => byte >= ZERO && byte < ZERO + 10;
const isPlain = (byte: number): boolean =>
  byte >= FIRST_PLAIN && byte <= LAST_PLAIN && byte !== QUOTE && byte !== BACKSLASH;
