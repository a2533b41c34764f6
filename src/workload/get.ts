import { chance, type Traffic } from './traffic.ts';

/** Reads one key: nine times in ten linearizable, else from whatever the asked member has. */
export const getTraffic: Traffic = ({ rng, space }) => {
  const key = rng.pick(space.keys);
  return [chance(rng, 1, 10) ? { op: 'get', key, serializable: true } : { op: 'get', key }];
};
