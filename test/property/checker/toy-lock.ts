import type { Rng } from '../../../src/core/rng.ts';
import type { Compare, Request } from '../../../src/history/types.ts';

const LOCK = 'k/lock/';

interface Now {
  readonly space: ReadonlyMap<string, { readonly create: number }>;
  readonly leases: readonly string[];
  readonly serial: number;
}

/** One lock of a toy cluster, and who once owned it, also in a life of the cluster that is over. */
export class ToyLock {
  /** The first key as it was when somebody looked, and when it was made: the newest last. */
  readonly #owners: { key: string; create: number }[] = [];

  /** Asks for the lock under a lease that there is, or acts as an owner of this or an older time. */
  request(rng: Rng, { space, leases, serial }: Now): Request {
    const wanting = [...space].filter(([key]) => key.startsWith(LOCK));
    const [first] = wanting.toSorted(([, a], [, b]) => a.create - b.create);
    if (first !== undefined) this.#owners.push({ key: first[0], create: first[1].create });
    const value = `v${serial}`;
    const late = this.#owners.slice(-6);
    if (late.length > 0 && rng.int(0, 1) === 0) {
      const { key, create } = rng.pick(late);
      const then = [{ op: 'put', key: 'k/guarded', value }] as const;
      return { op: 'txn', compares: [made(key, create)], then, else: [] };
    }
    if (leases.length === 0) return { op: 'lease-grant', ttl: '60', lease: String(1000 + serial) };
    const lease = rng.pick(leases);
    const key = `${LOCK}${lease}`;
    const then = [{ op: 'put', key, value, lease }] as const;
    return { op: 'txn', compares: [made(key, 0)], then, else: [] };
  }
}

const made = (key: string, create: number): Compare => ({
  ...{ key, target: 'create', result: '=', value: String(create) },
});
