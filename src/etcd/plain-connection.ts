import { createConnection, type Socket } from 'node:net';
import { startClock } from '../core/clock.ts';
import { deadline } from '../core/deadline.ts';
import { HarnessBug } from '../core/doomsday-error.ts';
import { formatDuration, nanos, type Duration } from '../core/duration.ts';
import type { EtcdEndpoint } from './connection.ts';
import { wholeAnswer } from './whole-answer.ts';

/** A whole answer: how many bytes it had, from when the question was sent. */
export interface PlainAnswer {
  readonly bytes: number;
  readonly tookNs: Duration;
}

/**
 * One TCP connection to an etcd's client port that is never dialled again, as a client has it that
 * was connected before something happened. It asks by HTTP/1.1, which etcd serves on the same port.
 */
export interface PlainConnection {
  /** Bytes that have come in so far. */
  readonly received: number;
  /** How it ended, and when since it was dialled; undefined while it stands. */
  readonly ended: { readonly how: 'closed' | 'reset'; readonly atNs: number } | undefined;
  /** The answer that is still waited for, however late it comes. */
  readonly pending: Promise<PlainAnswer> | undefined;
  /** Sends `GET path`. Rejects when the connection ends before the answer is whole. */
  ask(path: string, options?: { readonly last?: boolean }): Promise<PlainAnswer>;
  /** Nanoseconds since it was dialled. */
  now(): number;
  close(): void;
}

/** @throws an error when nobody takes the call within `within`. Without TLS. */
export async function openPlain(
  endpoint: EtcdEndpoint,
  within: Duration,
): Promise<PlainConnection> {
  const line = new Line(createConnection({ ...endpoint, noDelay: true }));
  const late = (): Error => new Error(`no connection within ${formatDuration(within)}`);
  try {
    await deadline(within, late, () => line.connected);
    return line;
  } catch (error) {
    line.close();
    throw error;
  }
}

interface Waiting {
  readonly since: number;
  readonly done: (answer: PlainAnswer) => void;
  readonly fail: (error: Error) => void;
}

class Line implements PlainConnection {
  readonly connected: Promise<void>;
  received = 0;
  ended: PlainConnection['ended'];
  pending: Promise<PlainAnswer> | undefined;
  readonly #socket: Socket;
  readonly #clock = startClock();
  #waiting: Waiting | undefined;
  #answer = Buffer.alloc(0);

  constructor(socket: Socket) {
    this.#socket = socket;
    this.connected = new Promise((resolve, reject) => {
      socket.once('connect', resolve);
      socket.once('error', reject);
    });
    this.connected.catch(() => undefined); // told to whoever opened it, if still there
    socket.on('data', (chunk: Buffer) => this.#take(chunk));
    socket.on('error', ({ code }: NodeJS.ErrnoException) =>
      this.#over(code === 'ECONNRESET' || code === 'EPIPE' ? 'reset' : 'closed'),
    );
    socket.on('end', () => this.#over('closed'));
    socket.on('close', () => this.#over('closed'));
  }

  now = (): number => this.#clock.now();

  ask(path: string, { last = false } = {}): Promise<PlainAnswer> {
    if (this.#waiting !== undefined) throw new HarnessBug('asked before the last answer was there');
    const close = last ? 'Connection: close\r\n' : '';
    const answer = new Promise<PlainAnswer>((done, fail) => {
      this.#waiting = { since: this.now(), done, fail };
    });
    answer.catch(() => undefined); // told to whoever still waits
    this.pending = answer;
    if (this.ended === undefined) {
      this.#socket.write(`GET ${path} HTTP/1.1\r\nHost: etcd\r\n${close}\r\n`);
    } else this.#fail();
    return answer;
  }

  close(): void {
    this.#socket.destroy();
  }

  #take(chunk: Buffer): void {
    this.received += chunk.length;
    this.#answer = Buffer.concat([this.#answer, chunk]);
    const bytes = wholeAnswer(this.#answer);
    if (bytes === undefined) return;
    const waiting = this.#waiting;
    this.#forget();
    waiting?.done({ bytes, tookNs: nanos(this.now() - waiting.since) });
  }

  #over(how: 'closed' | 'reset'): void {
    this.ended ??= { how, atNs: this.now() };
    this.#fail();
  }

  #fail(): void {
    const waiting = this.#waiting;
    this.#forget();
    waiting?.fail(new Error(`the connection was ${this.ended?.how} before the answer was whole`));
  }

  #forget(): void {
    this.#waiting = undefined;
    this.pending = undefined;
    this.#answer = Buffer.alloc(0);
  }
}
