import { pass } from '../core/clock.ts';
import { millis } from '../core/duration.ts';
import type { EtcdEndpoint } from '../etcd/connection.ts';
import { openWatch, type WatchEnd, type WatchHandle } from '../etcd/watcher.ts';
import type { HistorySink } from '../history/sink.ts';
import type { Int64, WatchLine } from '../history/types.ts';

export interface MemberWatchPlan {
  readonly sink: HistorySink;
  readonly member: string;
  readonly endpoint: EtcdEndpoint;
  readonly epoch: () => number;
  readonly key: string;
  readonly end: string;
  /** Where the first watch begins; absent = with what comes next. */
  readonly startRevision?: Int64;
}

/** A watcher that etcd told that its past is gone. */
export interface Compacted {
  readonly member: string;
  readonly epoch: number;
  readonly compactRevision: Int64;
}

/** Between two attempts to reach a member that does not answer. */
const REOPEN_EVERY = millis(100);

/**
 * One application's watch on one member. When the connection is lost it resumes on the same
 * member behind the last revision that it has; when etcd says `compacted` it goes on behind the
 * compaction.
 */
export class MemberWatch {
  readonly #plan: MemberWatchPlan;
  readonly #ending = new AbortController();
  readonly #ended: Promise<void>;
  readonly #told: Compacted[] = [];
  #watch: WatchHandle | undefined;
  #next: Int64 | undefined;
  #heardFrom = 0;

  constructor(plan: MemberWatchPlan) {
    this.#plan = plan;
    this.#next = plan.startRevision;
    this.#ended = this.#run();
  }

  /** How often etcd said `compacted`, in the order of hearing. */
  get compacted(): readonly Compacted[] {
    return this.#told;
  }

  /**
   * Whether an epoch as late as `epoch` has spoken: events, progress, or `compacted`. That a watch
   * was opened says nothing: etcd opens first and says `compacted` after. Asks for progress if not.
   */
  answered(epoch: number): boolean {
    if (this.#heardFrom >= epoch) return true;
    this.#watch?.requestProgress();
    return false;
  }

  /** Whether everything up to `revision` was delivered to the watch. Asks for progress if not. */
  reached(revision: bigint): boolean {
    const { lastRevision } = this.#watch ?? {};
    if (lastRevision !== undefined && BigInt(lastRevision) >= revision) return true;
    this.#watch?.requestProgress();
    return false;
  }

  async stop(): Promise<void> {
    this.#ending.abort();
    this.#watch?.close();
    await this.#ended;
  }

  async #run(): Promise<void> {
    const { signal } = this.#ending;
    while (!signal.aborted) {
      const epoch = this.#plan.epoch();
      const end = await this.#follow(epoch);
      this.#learn(epoch, end);
      if (end.compactRevision === undefined)
        await pass(REOPEN_EVERY, signal).catch(() => undefined);
    }
  }

  /** Watches until the watch has ended, and notes where the next one begins. */
  async #follow(epoch: number): Promise<WatchEnd> {
    const { epoch: _, startRevision: __, ...where } = this.#plan;
    const client = this.#watch?.client;
    this.#watch = openWatch({
      ...where,
      epoch,
      heard: (line) => this.#hear(line),
      ...(this.#next === undefined ? {} : { startRevision: this.#next }),
      ...(client === undefined ? {} : { client }),
    });
    const end = await this.#watch.canceled;
    const { lastRevision } = this.#watch;
    if (lastRevision !== undefined) this.#next = after(lastRevision);
    return end;
  }

  #hear({ kind, epoch }: WatchLine): void {
    if (kind === 'events' || kind === 'progress')
      this.#heardFrom = Math.max(epoch, this.#heardFrom);
  }

  #learn(epoch: number, { compactRevision }: WatchEnd): void {
    if (compactRevision === undefined) return;
    this.#heardFrom = Math.max(epoch, this.#heardFrom);
    this.#next = after(compactRevision);
    this.#told.push({ member: this.#plan.member, epoch, compactRevision });
  }
}

const after = (revision: Int64): Int64 => String(BigInt(revision) + 1n);
