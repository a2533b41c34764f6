import { chance, type Traffic } from './traffic.ts';

/** Deletes one key, present or not; one time in ten a stretch of two or three neighbours. */
export const deleteTraffic: Traffic = ({ rng, space }) => {
  const at = rng.int(0, space.keys.length - 1);
  const key = space.keys[at] as string;
  if (!chance(rng, 1, 10)) return [{ op: 'delete', key }];
  return [{ op: 'delete', key, end: space.keys[at + rng.int(2, 3)] ?? space.end }];
};
