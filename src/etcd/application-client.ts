import { isIPv6 } from 'node:net';
import { Etcd3, type IOptions } from 'etcd3';
import type { Duration } from '../core/duration.ts';
import { CHANNEL_OPTIONS, deadline } from './connect.ts';
import type { EtcdEndpoint } from './connection.ts';

type Policy = NonNullable<NonNullable<IOptions['faultHandling']>['global']>;

const never = (): { dispose: () => void } => ({ dispose: () => undefined });

/**
 * Does a thing once and reports what came of it. etcd3's own policies send a write up to three
 * times and stop asking a host for five seconds: neither can be recorded or judged.
 */
const once: Policy = {
  _altReturn: undefined as never,
  onSuccess: never,
  onFailure: never,
  execute: async (act, signal = new AbortController().signal) => act({ signal }),
};

/**
 * An etcd3 client as an application would hold it, but without retries, without a shared
 * connection, and with a deadline on every call that is no stream. Its builders are sent anew
 * by each `await`: await them once. Close it.
 */
export function applicationClient(
  endpoints: EtcdEndpoint | readonly EtcdEndpoint[],
  { within }: { within: Duration },
): Etcd3 {
  const hosts = [endpoints].flat().map(({ host, port }) => `${bracketed(host)}:${port}`);
  return new Etcd3({
    hosts,
    grpcOptions: CHANNEL_OPTIONS,
    faultHandling: { host: () => once, global: once },
    defaultCallOptions: ({ isStream }) => (isStream ? {} : deadline(within)),
  });
}

/** Whether an optimistic write went through. */
export interface Swapped {
  readonly succeeded: boolean;
  readonly revision: string;
}

/**
 * `if mod(key) = mod then put key value`: what applications use as a lock-free update, and what a
 * restore without a revision bump breaks. One txn, sent once. Rejects with etcd3's error.
 */
export async function compareAndSwap(
  client: Etcd3,
  { key, mod, value }: { key: string; mod: string; value: string },
): Promise<Swapped> {
  const answer = await client.if(key, 'Mod', '==', mod).then(client.put(key).value(value)).commit();
  return { succeeded: answer.succeeded, revision: answer.header.revision };
}

const bracketed = (host: string): string => (isIPv6(host) ? `[${host}]` : host);
