/**
 * The part of EDN that histories are written in: maps, vectors, keywords, strings, numbers, nil.
 */
export type Edn = string | number | boolean | null | readonly Edn[] | ReadonlyMap<Edn, Edn>;

/** Tokens: brackets, strings, and everything else up to a space or bracket; commas are spaces. */
const TOKEN = /"(?:[^"\\]|\\.)*"|#?[{}[\]()]|[^\s,{}[\]()"]+/y;
const SPACE = /(?:[\s,]|;[^\n]*)*/y;

/** A value and the line that it begins on. */
export interface Placed {
  readonly value: Edn;
  readonly line: number;
}

/**
 * Reads all values of a text, one after another. @throws {SyntaxError} with `line N: ` in front.
 */
export function* readEdn(text: string): Generator<Placed> {
  const reader = new Reader(text);
  for (let token = reader.next(); token !== undefined; token = reader.next()) {
    const { line } = reader;
    yield { value: reader.value(token), line };
  }
}

const CLOSE: Readonly<Record<string, string>> = { '{': '}', '[': ']', '(': ')', '#{': '}' };
const MOST_DEPTH = 100;

class Reader {
  readonly #text: string;
  #at = 0;
  #counted = 0;
  line = 1;

  constructor(text: string) {
    this.#text = text;
  }

  next(): string | undefined {
    SPACE.lastIndex = this.#at;
    SPACE.exec(this.#text);
    this.#at = SPACE.lastIndex;
    this.#countLines();
    if (this.#at >= this.#text.length) return undefined;
    TOKEN.lastIndex = this.#at;
    const token = TOKEN.exec(this.#text)?.[0];
    if (token === undefined) throw this.#bad('something that is no EDN');
    this.#at = TOKEN.lastIndex;
    return token;
  }

  value(token: string, depth = 0): Edn {
    if (depth > MOST_DEPTH) throw this.#bad('brackets nested too deeply');
    const close = CLOSE[token];
    if (close !== undefined) return this.#collection(token, close, depth);
    if (token.startsWith('"')) return this.#string(token);
    if (token === 'nil') return null;
    if (token === 'true' || token === 'false') return token === 'true';
    if (/^[}\])]/.test(token)) throw this.#bad(`an unexpected ${token}`);
    return /^[+-]?\d+(\.\d+)?$/.test(token) ? Number(token) : token;
  }

  #collection(open: string, close: string, depth: number): Edn {
    const items: Edn[] = [];
    for (let token = this.next(); token !== close; token = this.next()) {
      if (token === undefined) throw this.#bad(`no ${close} until the end of the file`);
      items.push(this.value(token, depth + 1));
    }
    if (open !== '{') return items;
    if (items.length % 2 === 1) throw this.#bad('a map with a key that has no value');
    return new Map(items.flatMap((key, i) => (i % 2 === 0 ? [[key, items[i + 1] as Edn]] : [])));
  }

  #string(token: string): string {
    try {
      return JSON.parse(token.replaceAll('\n', '\\n')) as string;
    } catch {
      throw this.#bad('a string with a broken escape');
    }
  }

  #countLines(): void {
    for (; this.#counted < this.#at; this.#counted++) {
      if (this.#text[this.#counted] === '\n') this.line += 1;
    }
  }

  #bad(what: string): SyntaxError {
    return new SyntaxError(`line ${this.line}: ${what}`);
  }
}
