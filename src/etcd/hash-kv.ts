import type { Duration } from '../core/duration.ts';
import { askerFor } from './asker-for.ts';
import type { EtcdEndpoint } from './connect.ts';
import { MAINTENANCE } from './methods.ts';

/** Comparable only between members at the same revision and the same compact revision. */
export interface HashKv {
  readonly hash: string;
  readonly compactRevision: string;
}

/** The member's own hash of its keys up to `revision`. Rejects with gRPC's error. */
export async function hashKv(
  endpoint: EtcdEndpoint,
  revision: string,
  within: Duration,
): Promise<HashKv> {
  const answer = await askerFor(endpoint).ask(MAINTENANCE.hashKv, { revision }, within);
  // etcd answers -1 for "never compacted".
  const compacted = BigInt(answer.compact_revision ?? '0');
  return {
    hash: String(answer.hash ?? 0),
    compactRevision: String(compacted < 0n ? 0n : compacted),
  };
}
