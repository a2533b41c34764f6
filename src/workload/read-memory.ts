import type { OpLine, PlainRequest, PlainResponse } from '../history/types.ts';

/**
 * What one client remembers of its reads: each key's mod revision as it last saw it. It outlives a
 * restore on purpose: a compare on a revision from before the loss is how a client is fooled.
 */
export class ReadMemory {
  readonly #mods = new Map<string, string>();

  /** "0" = read as absent, or never read: etcd's own mod revision of a missing key. */
  modOf(key: string): string {
    return this.#mods.get(key) ?? '0';
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
    for (const { key, mod } of kvs) if (typeof key === 'string') this.#mods.set(key, mod);
  }
}
