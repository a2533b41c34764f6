import type { Request, Response } from '../history/types.ts';
import { readDelete, readLease, readPlain, readRange, readTxn } from './from-wire.ts';
import { KV, LEASE, type Method } from './methods.ts';
import { toDelete, toPut, toRange, toTxn } from './to-wire.ts';
import type { WireAnswer } from './wire.ts';

/** How one kind of request travels: its method, its message, and how its answer is read. */
export interface Call {
  readonly method: Method<object, WireAnswer>;
  readonly message: object;
  readonly read: (answer: WireAnswer) => Response;
}

const call = <Req extends object, Res extends WireAnswer>(
  method: Method<Req, Res>,
  message: Req,
  read: (answer: Res) => Response,
): Call => ({ method, message, read }) as unknown as Call;

/** The gRPC call of a request. A keep-alive is a stream with one message each way. */
export function callOf(req: Request): Call {
  switch (req.op) {
    case 'put':
      return call(KV.put, toPut(req), readPlain);
    case 'get':
    case 'range':
      return call(KV.range, toRange(req), readRange);
    case 'delete':
      return call(KV.deleteRange, toDelete(req), readDelete);
    case 'txn':
      return call(KV.txn, toTxn(req), readTxn);
    case 'compact':
      return call(KV.compact, { revision: req.rev }, readPlain);
    case 'lease-grant':
      return call(LEASE.grant, { TTL: req.ttl, ID: req.lease }, readLease);
    case 'lease-revoke':
      return call(LEASE.revoke, { ID: req.lease }, readPlain);
    case 'lease-keepalive':
      return call(LEASE.keepAlive, { ID: req.lease }, readLease);
  }
}
