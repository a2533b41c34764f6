import { DoomsdayError } from '../core/doomsday-error.ts';
import type { Duration } from '../core/duration.ts';
import { openConnection, type EtcdEndpoint } from './connection.ts';
import type { Method } from './methods.ts';

/** A connection for the harness's own questions to one member; they are not in the record. */
export interface Asker {
  ask<Req, Res>(method: Method<Req, Res>, message: Req, within: Duration): Promise<Res>;
  close(): void;
}

/**
 * Dials at the first question. Each question is sent once; it rejects with a DoomsdayError
 * ETCD_CALL_FAILED whose `observed` is `CODE: message` as etcd or the connection said it.
 */
export function openAsker(endpoint: EtcdEndpoint): Asker {
  const connection = openConnection(endpoint);
  return {
    ask: (method, message, within) =>
      new Promise((resolve, reject) => {
        connection.unary({
          method,
          message,
          within,
          done: (error, answer) => {
            if (answer !== undefined) resolve(answer);
            else reject(callFailed(endpoint, method.path, `${error?.code}: ${error?.message}`));
          },
        });
      }),
    close: () => connection.close(),
  };
}

/** An administrative call that got no good answer. */
export function callFailed(
  { host, port }: EtcdEndpoint,
  what: string,
  observed: string,
): DoomsdayError {
  return new DoomsdayError({
    code: 'ETCD_CALL_FAILED',
    message: `${what} at ${host}:${port}: ${observed}`,
    observed,
  });
}
