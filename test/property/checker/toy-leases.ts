import type { HeldLease, HeldLeases, StateLine } from '../../../src/history/types.ts';

type KeySpace = ReadonlyMap<string, { readonly lease: string }>;

/** Leases with the keys that carry them. */
export const heldBy = (leases: Iterable<string>, space: KeySpace): HeldLease[] =>
  [...leases].map((id) => {
    const keys = [...space].flatMap(([key, { lease }]) => (lease === id ? [key] : []));
    return { id, ttl: '60', keys: keys.toSorted() };
  });

/** What a toy snapshot holds besides keys. */
export const snapshotLine = (epoch: number, revision: number, leases: HeldLeases): StateLine => ({
  ...{ t: 'state', occasion: 'snapshot', epoch, member: 'm1', at: 0, read: 'data-dir' },
  ...{ revision: String(revision), compactRevision: '0', kvs: [], leases },
});
