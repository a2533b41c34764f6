import type { Duration } from '../core/duration.ts';
import type { KeyValue } from '../history/types.ts';
import { askerFor } from './asker-for.ts';
import type { EtcdEndpoint } from './connect.ts';
import { readKeyValue } from './from-wire.ts';
import { KV } from './methods.ts';

const FIRST_KEY = Buffer.of(0);
const PAGE = 5000;

export interface ReadAll {
  readonly serializable: boolean;
  /** Absent = the newest; the first page decides which that is, and all further pages read it. */
  readonly revision?: string | undefined;
  /** For each page. */
  readonly within: Duration;
}

/** The whole key space at one revision, in key order, page by page. Rejects with gRPC's error. */
export async function readAll(
  endpoint: EtcdEndpoint,
  { serializable, revision, within }: ReadAll,
): Promise<{ revision: string; kvs: KeyValue[] }> {
  const kvs: KeyValue[] = [];
  let at = revision;
  for (let from = FIRST_KEY; ;) {
    const request = { key: from, range_end: FIRST_KEY, limit: PAGE, serializable };
    const page = await askerFor(endpoint).ask(
      KV.range,
      { ...request, ...(at && { revision: at }) },
      within,
    );
    at ??= page.header?.revision ?? '0';
    const last = page.kvs?.at(-1)?.key;
    for (const kv of page.kvs ?? []) kvs.push(readKeyValue(kv));
    if (page.more !== true || last === undefined) return { revision: at, kvs };
    from = Buffer.concat([last, FIRST_KEY]);
  }
}
