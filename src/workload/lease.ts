import { chance, type Draft, type Traffic } from './traffic.ts';

/**
 * The life of a lease: grant, a key attached, one or two keep-alives, revoke. One in five is not
 * revoked but left to expire. The id is drawn here and not left to etcd, so that the later calls do
 * not depend on an answer and a grant whose answer was lost can still be recognised.
 */
export const leaseTraffic: Traffic = (hand) => {
  const { rng, space, leaseTtl } = hand;
  const lease = hand.nextLease();
  const keepAlives = Array.from({ length: rng.int(1, 2) }, (): Draft => ({
    op: 'lease-keepalive',
    lease,
  }));
  const life: Draft[] = [
    { op: 'lease-grant', ttl: String(leaseTtl), lease },
    { op: 'put', key: rng.pick(space.keys), value: hand.nextValue(), lease },
    ...keepAlives,
  ];
  return chance(rng, 1, 5) ? life : [...life, { op: 'lease-revoke', lease }];
};
