import type { RangeRequest } from '../history/types.ts';
import { chance, type Traffic } from './traffic.ts';

const LIMITS = [0, 1, 3, 10] as const;

/** Reads a part of the key space, often cut short by a limit (0 = etcd's word for no limit). */
export const rangeTraffic: Traffic = ({ rng, space }) => {
  const at = rng.int(0, space.keys.length - 1);
  const end = space.keys[at + rng.int(1, 20)] ?? space.end;
  const limit = rng.pick(LIMITS);
  const request: RangeRequest = { op: 'range', key: space.keys[at] as string, end, limit };
  return [chance(rng, 1, 10) ? { ...request, serializable: true } : request];
};
