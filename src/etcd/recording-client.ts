import { HarnessBug } from '../core/doomsday-error.ts';
import type { Duration } from '../core/duration.ts';
import type { Caller, HistorySink } from '../history/sink.ts';
import type { CallError, InvokeLine, OpLine, Request } from '../history/types.ts';
import { callOf } from './calls.ts';
import { openConnection, type Connection, type EtcdEndpoint } from './connection.ts';
import { headerReader } from './from-wire.ts';
import { outcomeOf } from './outcome.ts';

/** Whom a client talks to: a member in one life of the cluster. */
export interface ClientTarget {
  readonly endpoint: EtcdEndpoint;
  readonly member: string;
  readonly epoch: number;
  /**
   * A connection to `endpoint` that is shared with other clients and closed by its owner; without
   * it the client has its own. Sharing halves the cost of a call.
   */
  readonly connection?: Connection;
}

export interface RecordingClientPlan extends ClientTarget {
  readonly sink: HistorySink;
  /** Its calls are probes: judged like any operation, never counted in RPO. */
  readonly probe?: true;
}

/** One client of etcd, one call at a time, every call in the record. */
export interface RecordingClient {
  /**
   * Sends a request once and returns its line of the record; a refusal or a lost answer is a line
   * too (`fail`, `info`), never an exception.
   * @throws {HarnessBug} while another call is open, or after `close`.
   */
  call(req: Request, options: { within: Duration }): Promise<OpLine>;
  /** Whether a call would go out at once. */
  readonly connected: boolean;
  /** The next call dials anew (and so do others that share the connection), maybe elsewhere. */
  reconnect(to?: ClientTarget): void;
  /** Ends the client; a call that is open is recorded as `info`. */
  close(): void;
}

export function recordingClient(plan: RecordingClientPlan): RecordingClient {
  return new Recording(plan);
}

class Recording implements RecordingClient {
  readonly #sink: HistorySink;
  readonly #probe: true | undefined;
  readonly #readHeader = headerReader();
  #target: ClientTarget;
  #connection: Connection;
  #caller: Caller;
  #giveUp: (() => void) | undefined;
  #closed = false;

  constructor({ sink, probe, ...target }: RecordingClientPlan) {
    this.#sink = sink;
    this.#probe = probe;
    this.#target = target;
    this.#connection = target.connection ?? openConnection(target.endpoint);
    this.#caller = this.#callerWithId(sink.nextClient());
  }

  get connected(): boolean {
    return !this.#closed && this.#connection.ready;
  }

  call(req: Request, { within }: { within: Duration }): Promise<OpLine> {
    if (this.#closed || this.#giveUp !== undefined) {
      throw new HarnessBug(`client ${this.#caller.client} called while closed or busy`);
    }
    const { method, message, read } = callOf(req);
    const waits = !this.#connection.ready;
    const invoked = this.#sink.invoke(this.#caller, req);
    let connectNs: number | undefined;
    return new Promise((resolve) => {
      this.#giveUp = this.#connection.unary({
        method,
        message,
        within,
        sent: () => {
          if (waits) connectNs = this.#sink.now() - invoked.call;
        },
        done: (err, answer) => {
          const ret = this.#sink.now();
          this.#giveUp = undefined;
          if (answer === undefined) return resolve(this.#inError(invoked, { ret, connectNs, err }));
          const hdr = this.#readHeader(answer.header);
          const end = { ret, outcome: 'ok', res: read(answer), hdr, connectNs } as const;
          resolve(this.#sink.settle(invoked, end));
        },
      });
    });
  }

  reconnect(to: ClientTarget = this.#target): void {
    if (this.#closed) throw new HarnessBug(`client ${this.#caller.client} is closed`);
    const stays =
      to.endpoint === this.#target.endpoint && to.connection === this.#target.connection;
    if (stays) {
      this.#connection.renew();
    } else {
      this.#closeOwn();
      this.#connection = to.connection ?? openConnection(to.endpoint);
    }
    this.#target = to;
    this.#caller = this.#callerWithId(this.#caller.client);
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#giveUp?.();
    this.#closeOwn();
  }

  #closeOwn(): void {
    if (this.#target.connection === undefined) this.#connection.close();
  }

  #inError(
    invoked: InvokeLine,
    { ret, connectNs, err = NEITHER }: { ret: number; connectNs?: number; err?: CallError },
  ): OpLine {
    const outcome = outcomeOf(err, invoked.req);
    // A client that was left in doubt is never heard of again: its call may still take effect.
    if (outcome === 'info') this.#caller = this.#callerWithId(this.#sink.nextClient());
    return this.#sink.settle(invoked, { ret, outcome, res: null, err, connectNs });
  }

  #callerWithId(client: number): Caller {
    const { member, epoch } = this.#target;
    return this.#probe === true
      ? { client, member, epoch, probe: true }
      : { client, member, epoch };
  }
}

const NEITHER: CallError = { code: 'UNKNOWN', message: 'neither an answer nor an error' };
