import type { Duration } from '../core/duration.ts';
import { askerFor } from './asker-for.ts';
import type { EtcdEndpoint } from './connection.ts';
import { KV } from './methods.ts';

/**
 * Compacts up to `revision` and returns when the member asked has removed the old revisions. Not in
 * the record: calls of the load are made by a recording client. Rejects with ETCD_CALL_FAILED.
 */
export async function compact(
  endpoint: EtcdEndpoint,
  revision: string,
  within: Duration,
): Promise<void> {
  await askerFor(endpoint).ask(KV.compact, { revision, physical: true }, within);
}
