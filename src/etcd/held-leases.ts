import { byteString } from '../history/byte-string.ts';
import { toBytes } from '../history/bytes.ts';
import type { HeldLease } from '../history/types.ts';
import type { Duration } from '../core/duration.ts';
import { askerFor } from './asker-for.ts';
import type { EtcdEndpoint } from './connect.ts';
import { LEASE } from './methods.ts';

/** Beyond so many only the ids are asked for: each lease costs a call of its own. */
const MOST_ASKED = 1000;

/**
 * The leases of a member, by id. Which there are is the member's own knowledge; times to live and
 * attached keys are the leader's. A lease that ends while it is asked about is left out.
 */
export async function heldLeases(endpoint: EtcdEndpoint, within: Duration): Promise<HeldLease[]> {
  const { leases = [] } = await askerFor(endpoint).ask(LEASE.leases, {}, within);
  const ids = leases.map(({ ID = '0' }) => ID).toSorted(byNumber);
  if (ids.length > MOST_ASKED) return ids.map((id) => ({ id }));
  const asked = await Promise.all(ids.map((id) => heldLease(endpoint, id, within)));
  return asked.filter((lease) => lease !== undefined);
}

async function heldLease(
  endpoint: EtcdEndpoint,
  id: string,
  within: Duration,
): Promise<HeldLease | undefined> {
  const question = { ID: id, keys: true };
  const answer = await askerFor(endpoint).ask(LEASE.timeToLive, question, within);
  const { grantedTTL = '0', keys = [] } = answer;
  if (grantedTTL === '0') return undefined;
  const sorted = keys.map(toBytes).toSorted((a, b) => (byteString(a) < byteString(b) ? -1 : 1));
  return { id, ttl: grantedTTL, keys: sorted };
}

/** The order of ids. */
export const byNumber = (a: string, b: string): number => (BigInt(a) < BigInt(b) ? -1 : 1);
