import { connect, type ClientHttp2Session } from 'node:http2';
import { createConnection, isIPv6 } from 'node:net';
import { after, startClock } from '../core/clock.ts';
import { formatDuration, millis, nanos, type Duration } from '../core/duration.ts';
import type { CallError } from '../history/types.ts';
import { frame } from './grpc-frame.ts';
import type { Method } from './methods.ts';
import { sendUnary, type UnaryDone, type UnaryRequest } from './unary-call.ts';

/** Where an etcd is reached: a client link, or the member itself. */
export interface EtcdEndpoint {
  readonly host: string;
  readonly port: number;
  /** Who calls, as `Authenticate` named them; absent = nobody. */
  readonly token?: string;
}

export interface UnaryCall<Req, Res> {
  readonly method: Method<Req, Res>;
  readonly message: Req;
  readonly within: Duration;
  /** The call goes out now; not called for one that never left. */
  readonly sent?: () => void;
  readonly done: (error: CallError | undefined, answer: Res | undefined) => void;
}

/**
 * A connection to one etcd for calls with one message each way, dialled when a call needs it. No
 * call is ever sent twice. Many clients may share it: that halves the cost of a call.
 */
export interface Connection {
  readonly endpoint: EtcdEndpoint;
  /** Whether a call would go out at once. */
  readonly ready: boolean;
  /** Sends a call and reports its end once. @returns a function that gives it up (CANCELLED). */
  unary<Req, Res>(call: UnaryCall<Req, Res>): () => void;
  /** The next call dials anew; calls that are out may still be answered on the old connection. */
  renew(): void;
  /** Drops everything; calls that are out end as errors. */
  close(): void;
}

/** Without TLS. Dialling is reported by the calls, never thrown. */
export function openConnection(endpoint: EtcdEndpoint): Connection {
  return new Http2Connection(endpoint);
}

/**
 * How often a new dial is tried while calls are waiting: the resolution at which the end of an
 * outage is seen. gRPC's own back-off would add up to its 200 ms, or more, to every recovery time.
 */
const REDIAL_EVERY = millis(20);
const WINDOW_BYTES = 16 * 1024 * 1024;

/** A call that waits for the connection. */
interface Waiting {
  readonly send: (session: ClientHttp2Session) => void;
  readonly fail: (error: CallError) => void;
}

class Http2Connection implements Connection {
  readonly endpoint: EtcdEndpoint;
  readonly #clock = startClock();
  readonly #waiting = new Set<Waiting>();
  /** The session that is being dialled or up. */
  #session: ClientHttp2Session | undefined;
  #ready = false;
  #closed = false;
  #dialledAt = Number.NEGATIVE_INFINITY;
  #cancelRedial: (() => void) | undefined;

  constructor(endpoint: EtcdEndpoint) {
    this.endpoint = endpoint;
  }

  get ready(): boolean {
    return this.#ready;
  }

  unary<Req, Res>({ method, message, within, sent, done }: UnaryCall<Req, Res>): () => void {
    const body = frame(method.requestSerialize(message));
    let cancelDeadline = (): void => undefined;
    let open = true;
    const finish: UnaryDone = (error, answer) => {
      if (!open) return;
      open = false;
      cancelDeadline();
      if (answer === undefined) done(error, undefined);
      else decode(method, answer, done);
    };
    const { token } = this.endpoint;
    const whose = token === undefined ? {} : { token };
    const request = { path: method.path, body, within, ...whose };
    const giveUp = this.#start(request, sent, finish);
    cancelDeadline = after(within, () => giveUp(late(within)));
    return () => giveUp({ code: 'CANCELLED', message: 'given up by the client' });
  }

  renew(): void {
    const old = this.#session;
    const wasReady = this.#ready;
    this.#forget(old);
    if (wasReady) old?.close();
    else old?.destroy();
    this.#dialledAt = Number.NEGATIVE_INFINITY;
    if (this.#waiting.size > 0) this.#dialSoon();
  }

  close(): void {
    this.#closed = true;
    this.#cancelRedial?.();
    this.#session?.destroy();
    this.#forget(this.#session);
    this.#failWaiting('closed');
  }

  /** Sends now, or as soon as there is a connection. */
  #start(
    request: UnaryRequest,
    sent: (() => void) | undefined,
    done: UnaryDone,
  ): (error: CallError) => void {
    let giveUp: (error: CallError) => void;
    const fail = (error: CallError): void => done(neverSent(error.message), undefined);
    const send = (session: ClientHttp2Session): void => {
      try {
        giveUp = sendUnary(session, request, done);
        sent?.();
      } catch (error) {
        // The session has begun to close and takes no more calls: nothing has left.
        giveUp = fail;
        queueMicrotask(() => fail({ code: 'UNAVAILABLE', message: String(error) }));
      }
    };
    if (this.#ready && this.#session !== undefined) {
      send(this.#session);
    } else {
      const waiting: Waiting = { send, fail };
      this.#waiting.add(waiting);
      giveUp = (error) => this.#abandon(waiting, error);
      this.#dialSoon();
    }
    return (error) => giveUp(error);
  }

  #dialSoon(): void {
    if (this.#session !== undefined || this.#cancelRedial !== undefined) return;
    const wait = this.#dialledAt + REDIAL_EVERY - this.#clock.now();
    this.#cancelRedial = after(nanos(Math.max(0, wait)), () => {
      this.#cancelRedial = undefined;
      this.#dial();
    });
  }

  #dial(): void {
    if (this.#closed) return this.#failWaiting('closed');
    if (this.#waiting.size === 0) return;
    const { host, port } = this.endpoint;
    const session = connect(`http://${isIPv6(host) ? `[${host}]` : host}:${port}`, {
      createConnection: () => createConnection({ host, port, noDelay: true }),
      settings: { enablePush: false, initialWindowSize: WINDOW_BYTES },
      maxSessionMemory: 1024,
    });
    this.#session = session;
    this.#dialledAt = this.#clock.now();
    let cause = 'the connection was closed before etcd answered';
    session.on('error', (error) => (cause = error.message));
    // A session may be destroyed before its `connect` is told, and refuses the call then.
    session.once('connect', () => session.destroyed || session.setLocalWindowSize(WINDOW_BYTES));
    // Not at `connect`: Toxiproxy accepts also when the member behind it is gone. The first
    // settings come from etcd itself.
    session.once('remoteSettings', () => this.#isUp(session));
    session.once('goaway', () => this.#forget(session));
    session.once('close', () => this.#isDown(session, cause));
  }

  #isUp(session: ClientHttp2Session): void {
    if (this.#session !== session) return;
    this.#ready = true;
    for (const waiting of this.#takeWaiting()) waiting.send(session);
  }

  #isDown(session: ClientHttp2Session, cause: string): void {
    const wasDialling = this.#session === session && !this.#ready;
    this.#forget(session);
    if (wasDialling) this.#failWaiting(cause);
    else if (this.#waiting.size > 0) this.#dialSoon();
  }

  #forget(session: ClientHttp2Session | undefined): void {
    if (session === undefined || this.#session !== session) return;
    this.#session = undefined;
    this.#ready = false;
  }

  /** A dial lives as long as a call waits for it: a lost SYN would otherwise cost seconds. */
  #abandon(waiting: Waiting, error: CallError): void {
    if (!this.#waiting.delete(waiting)) return;
    if (this.#waiting.size === 0 && !this.#ready) {
      const dialled = this.#session;
      this.#forget(dialled);
      dialled?.destroy();
    }
    waiting.fail(error);
  }

  #failWaiting(message: string): void {
    for (const waiting of this.#takeWaiting()) waiting.fail({ code: 'UNAVAILABLE', message });
  }

  #takeWaiting(): Waiting[] {
    const taken = [...this.#waiting];
    this.#waiting.clear();
    return taken;
  }
}

function decode<Req, Res>(
  method: Method<Req, Res>,
  message: Buffer,
  done: UnaryCall<Req, Res>['done'],
): void {
  let answer: Res;
  try {
    answer = method.responseDeserialize(message);
  } catch (error) {
    return done({ code: 'INTERNAL', message: `unreadable answer: ${String(error)}` }, undefined);
  }
  done(undefined, answer);
}

const late = (within: Duration): CallError => ({
  code: 'DEADLINE_EXCEEDED',
  message: `no answer within ${formatDuration(within)}`,
});

/** `No connection established` is what the table of outcomes knows as never sent. */
const neverSent = (why: string): CallError => ({
  code: 'UNAVAILABLE',
  message: `No connection established: ${why}`,
});
