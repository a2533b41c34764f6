import type { KeyValue, OpLine, PlainRequest, PlainResponse } from '../history/types.ts';

/**
 * What one client remembers of its reads: each key's mod revision as it last saw it. It outlives a
 * restore on purpose: a compare on a revision from before the loss is how a client is fooled.
 */
export class ReadMemory {
  readonly #mods = new Map<string, string>();
  readonly #firsts = new Map<string, Pick<KeyValue, 'key' | 'create'>>();

  /** "0" = read as absent, or never read: etcd's own mod revision of a missing key. */
  modOf(key: string): string {
    return this.#mods.get(key) ?? '0';
  }

  /** Of a whole range that was read: the key that was made first, and when. */
  firstOf(range: string): Pick<KeyValue, 'key' | 'create'> | undefined {
    return this.#firsts.get(range);
  }

  learn({ outcome, req, res }: Pick<OpLine, 'outcome' | 'req' | 'res'>): void {
    if (outcome !== 'ok' || res === null) return;
    if (req.op === 'get' || req.op === 'range') this.#read(req, res);
    if (req.op !== 'txn') return;
    const branch = res.succeeded === true ? req.then : req.else;
    branch.forEach((inner, i) => this.#read(inner, res.responses?.[i] ?? {}));
  }

  #read(req: PlainRequest, { kvs = [] }: PlainResponse): void {
    if (req.op === 'get' && typeof req.key === 'string') this.#mods.delete(req.key);
    if (req.op !== 'get' && req.op !== 'range') return;
    if (req.op === 'range' && req.limit === undefined && typeof req.key === 'string') {
      this.#whole(req.key, kvs);
    }
    for (const { key, mod } of kvs) if (typeof key === 'string') this.#mods.set(key, mod);
  }

  #whole(range: string, kvs: readonly KeyValue[]): void {
    this.#firsts.delete(range);
    const [first, ...others] = kvs;
    if (first === undefined) return;
    const made = ({ create }: KeyValue): number => Number(create);
    this.#firsts.set(
      range,
      others.reduce((a, b) => (made(b) < made(a) ? b : a), first),
    );
  }
}
