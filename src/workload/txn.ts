import type { PlainRequest, TxnRequest } from '../history/types.ts';
import { drawPut } from './put.ts';
import { chance, type Draft, type DrawingHand, type Traffic } from './traffic.ts';

/** Half of them compare-and-set one key, half write several keys at one revision. */
export const txnTraffic: Traffic = (hand) =>
  chance(hand.rng, 1, 2) ? compareAndSet(hand) : [severalKeys(hand)];

/**
 * Sets a key only when its mod revision is what this client last read; else reads it. Every other
 * time the client reads first, as a careful application does, so that both branches are taken.
 */
function compareAndSet(hand: DrawingHand): Draft[] {
  const key = hand.rng.pick(hand.space.keys);
  const put = drawPut(hand, key);
  const swap: Draft = (memory) => ({
    op: 'txn',
    compares: [{ key, target: 'mod', result: '=', value: memory.modOf(key) }],
    then: [put],
    else: [{ op: 'get', key }],
  });
  return chance(hand.rng, 1, 2) ? [{ op: 'get', key }, swap] : [swap];
}

/** Two or three writes of different keys (etcd refuses one key twice), now and then a delete. */
function severalKeys(hand: DrawingHand): TxnRequest {
  const { rng, space } = hand;
  const first = rng.int(0, space.keys.length - 1);
  const many = Math.min(rng.int(2, 3), space.keys.length);
  const then = Array.from({ length: many }, (_, i): PlainRequest => {
    const key = space.keys[(first + i) % space.keys.length] as string;
    return i > 0 && chance(rng, 1, 5) ? { op: 'delete', key } : drawPut(hand, key);
  });
  return { op: 'txn', compares: [], then, else: [] };
}
