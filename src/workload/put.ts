import type { PutRequest } from '../history/types.ts';
import type { DrawingHand, Traffic } from './traffic.ts';

/** Writes a value that nobody else writes, so that a read tells which call it saw. */
export const putTraffic: Traffic = (hand) => [drawPut(hand, hand.rng.pick(hand.space.keys))];

export const drawPut = (hand: DrawingHand, key: string): PutRequest => ({
  op: 'put',
  key,
  value: hand.nextValue(),
});
