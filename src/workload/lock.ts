import { prefixEnd } from './key-space.ts';
import type { ReadMemory } from './read-memory.ts';
import { chance, type Draft, type Traffic } from './traffic.ts';

/** Few enough that clients meet, and enough that one which is not given back stops only some. */
const LOCKS = 8;

/**
 * etcd's own lock: a client makes a key of its own under the lock's prefix, with a lease; whose key
 * was made first owns the lock. It looks or, as owner, writes what the lock guards, fenced by the
 * create revision of its key: three times, then it gives the lock back. One in ten does not, and
 * the lock is free when the lease has ended. Source: client/v3/concurrency/mutex.go.
 */
export const lockTraffic: Traffic = (hand) => {
  const { rng, space, leaseTtl } = hand;
  const lease = hand.nextLease();
  // `_` sorts before the keys of the load: their ranges never reach the locks.
  const name = rng.int(1, LOCKS);
  const lock = `${space.prefix}_lock/${name}/`;
  const own = `${lock}${BigInt(lease).toString(16)}`;
  const wanting = { op: 'range', key: lock, end: prefixEnd(lock) } as const;
  const ask: Draft = {
    op: 'txn',
    compares: [{ key: own, target: 'create', result: '=', value: '0' }],
    then: [{ op: 'put', key: own, value: hand.nextValue(), lease }, wanting],
    else: [wanting],
  };
  const act = (value: string): Draft => {
    const write = { op: 'put', key: `${space.prefix}_guarded/${name}`, value } as const;
    return (memory: ReadMemory) => {
      const owner = memory.firstOf(lock);
      if (owner?.key !== own) return wanting;
      const fence = { key: own, target: 'create', result: '=', value: owner.create } as const;
      return { op: 'txn', compares: [fence], then: [write], else: [wanting] };
    };
  };
  const acts = [hand.nextValue(), hand.nextValue(), hand.nextValue()].map(act);
  const life: Draft[] = [{ op: 'lease-grant', ttl: String(leaseTtl), lease }, ask, ...acts];
  return chance(rng, 1, 10) ? life : [...life, { op: 'lease-revoke', lease }];
};
