import { Metadata, type Client, type ClientDuplexStream, type ServiceError } from '@grpc/grpc-js';
import type { HistorySink } from '../history/sink.ts';
import type { Bytes, Int64, WatchLine } from '../history/types.ts';
import { fromBytes } from '../history/bytes.ts';
import { connect } from './connect.ts';
import type { EtcdEndpoint } from './connection.ts';
import { headerReader, revisionOf } from './from-wire.ts';
import { WATCH } from './methods.ts';
import { readEvent } from './read-event.ts';
import type { WireWatchAnswer, WireWatchRequest } from './wire.ts';

export interface WatchPlan {
  readonly sink: HistorySink;
  readonly endpoint: EtcdEndpoint;
  readonly member: string;
  readonly epoch: number;
  readonly key: Bytes;
  /** etcd's range end; absent = the key alone. */
  readonly end?: Bytes;
  /** The first revision wanted; absent = from now on. */
  readonly startRevision?: Int64;
  readonly filters?: readonly ('noput' | 'nodelete')[];
  readonly prevKv?: boolean;
  /** Lets etcd split one revision's events over several answers when they are large. */
  readonly fragment?: boolean;
  /** Goes on with the client of a watch that ended, as an application that resumes. */
  readonly client?: number;
  /** Told of every line that the watch records, after it was recorded. */
  readonly heard?: (line: WatchLine) => void;
}

/** How a watch ended. */
export interface WatchEnd {
  readonly reason: string;
  /** Set when etcd said `compacted`: what was asked for is gone up to here. */
  readonly compactRevision?: Int64;
  /** Whether etcd ended it, as opposed to a lost connection or `close`. */
  readonly byEtcd: boolean;
}

/** A watch that is never resumed behind the caller's back. */
export interface WatchHandle {
  readonly id: number;
  readonly client: number;
  /** Everything up to this revision was delivered; resume at the next one. Undefined: not yet open. */
  readonly lastRevision: Int64 | undefined;
  /** Resolves with the header's revision when etcd has opened the watch; never when it ended first. */
  readonly opened: Promise<Int64>;
  /** Resolves, never rejects, when the watch has ended for whatever reason. */
  readonly canceled: Promise<WatchEnd>;
  /** Asks etcd to say up to where this watch is complete; the answer is a `progress` line. */
  requestProgress(): void;
  /** Ends the watch; it is recorded as canceled, reason `closed`. */
  close(): void;
}

/** Opens one watch on a connection of its own and records what it is told, in arrival order. */
export function openWatch(plan: WatchPlan): WatchHandle {
  return new RecordedWatch(plan);
}

const FILTER = { noput: 0, nodelete: 1 } as const;

class RecordedWatch implements WatchHandle {
  readonly id: number;
  readonly client: number;
  readonly opened: Promise<Int64>;
  readonly canceled: Promise<WatchEnd>;
  readonly #plan: WatchPlan;
  readonly #channel: Client;
  readonly #stream: ClientDuplexStream<WireWatchRequest, WireWatchAnswer>;
  readonly #readHeader = headerReader();
  #resolveOpened!: (revision: Int64) => void;
  #resolveCanceled!: (end: WatchEnd) => void;
  #delivered: bigint | undefined;
  #ended = false;

  constructor(plan: WatchPlan) {
    this.#plan = plan;
    this.id = plan.sink.nextWatch();
    this.client = plan.client ?? plan.sink.nextClient();
    this.opened = new Promise((resolve) => (this.#resolveOpened = resolve));
    this.canceled = new Promise((resolve) => (this.#resolveCanceled = resolve));
    this.#channel = connect(plan.endpoint);
    const { path, requestSerialize, responseDeserialize } = WATCH.watch;
    const nothing = new Metadata();
    this.#stream = this.#channel.makeBidiStreamRequest(
      path,
      requestSerialize,
      responseDeserialize,
      nothing,
    );
    this.#stream.on('data', (answer: WireWatchAnswer) => this.#take(answer));
    this.#stream.on('error', (error: ServiceError) => this.#end(error.message));
    this.#stream.on('end', () => this.#end('the server ended the stream'));
    this.#stream.write({ create_request: this.#createRequest() });
  }

  get lastRevision(): Int64 | undefined {
    return this.#delivered?.toString();
  }

  requestProgress(): void {
    if (!this.#ended) this.#stream.write({ progress_request: {} });
  }

  close(): void {
    this.#end('closed');
  }

  #createRequest(): NonNullable<WireWatchRequest['create_request']> {
    const { key, end, startRevision, filters = [], prevKv, fragment } = this.#plan;
    return {
      key: fromBytes(key),
      ...(end === undefined ? {} : { range_end: fromBytes(end) }),
      ...(startRevision === undefined ? {} : { start_revision: startRevision }),
      filters: filters.map((name) => FILTER[name]),
      prev_kv: prevKv ?? false,
      fragment: fragment ?? false,
      progress_notify: true,
    };
  }

  #take(answer: WireWatchAnswer): void {
    if (this.#ended) return;
    if (answer.canceled === true) this.#endByEtcd(answer);
    else if (answer.created === true) this.#open(answer);
    else if ((answer.events ?? []).length > 0) this.#events(answer);
    else this.#progress(answer);
  }

  #open(answer: WireWatchAnswer): void {
    const { startRevision = '0' } = this.#plan;
    const revision = revisionOf(answer);
    // A watch from an explicit revision promises that revision too; one without begins after `now`.
    this.#delivered = startRevision === '0' ? BigInt(revision) : BigInt(startRevision) - 1n;
    this.#write({ kind: 'open', ...this.#asked(), revision }, answer);
    this.#resolveOpened(revision);
  }

  #events(answer: WireWatchAnswer): void {
    const events = (answer.events ?? []).map(readEvent);
    const fragment = answer.fragment === true;
    // The last revision of a fragment is complete only with the answer that ends the fragments.
    const last = BigInt(events.at(-1)?.mod ?? '0') - (fragment ? 1n : 0n);
    this.#reach(last);
    const line = { kind: 'events', revision: revisionOf(answer), events } as const;
    this.#write(fragment ? { ...line, fragment } : line, answer);
  }

  #progress(answer: WireWatchAnswer): void {
    const revision = revisionOf(answer);
    this.#reach(BigInt(revision));
    this.#write({ kind: 'progress', revision }, answer);
  }

  #reach(revision: bigint): void {
    if (this.#delivered === undefined || revision > this.#delivered) this.#delivered = revision;
  }

  #endByEtcd(answer: WireWatchAnswer): void {
    const compacted = answer.compact_revision;
    const reason = answer.cancel_reason ?? '';
    this.#end(reason === '' && compacted !== undefined ? 'compacted' : reason, answer, compacted);
  }

  #end(reason: string, answer?: WireWatchAnswer, compactRevision?: Int64): void {
    if (this.#ended) return;
    this.#ended = true;
    const told = compactRevision === undefined ? { reason } : { reason, compactRevision };
    const revision = answer === undefined ? {} : { revision: revisionOf(answer) };
    this.#write({ kind: 'canceled', ...this.#asked(), ...revision, ...told }, answer ?? {});
    this.#stream.on('error', () => undefined);
    this.#stream.cancel();
    this.#channel.close();
    this.#resolveCanceled({ ...told, byEtcd: answer !== undefined });
  }

  /** What was asked for, so that an `open` or `canceled` line is complete in itself. */
  #asked(): Pick<WatchLine, 'key' | 'end' | 'startRevision' | 'filters' | 'prevKv'> {
    const { key, end, startRevision = '0', filters = [], prevKv = false } = this.#plan;
    return { key, ...(end === undefined ? {} : { end }), startRevision, filters, prevKv };
  }

  #write(
    line: Pick<WatchLine, 'kind'> & Partial<WatchLine>,
    answer: Pick<WireWatchAnswer, 'header'>,
  ): void {
    const { sink, member, epoch } = this.#plan;
    const { id, client } = this;
    const hdr = this.#readHeader(answer.header);
    const who = { t: 'watch', id, client, member, epoch, at: sink.now() } as const;
    const written = hdr === undefined ? { ...who, ...line } : { ...who, ...line, hdr };
    sink.write(written);
    this.#plan.heard?.(written);
  }
}
