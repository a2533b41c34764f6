import type { Duration } from '../core/duration.ts';
import type { EtcdEndpoint } from '../etcd/connection.ts';
import { recordingClient, type RecordingClient } from '../etcd/recording-client.ts';
import type { HistorySink } from '../history/sink.ts';
import type { Request } from '../history/types.ts';

export interface ProbeTargetPlan {
  readonly sink: HistorySink;
  readonly member: string;
  readonly endpoint: EtcdEndpoint;
  readonly epoch: () => number;
  readonly timeout: Duration;
  /** How many probes may wait for this member at once. */
  readonly most: number;
}

/**
 * One member as the probes see it. A probe takes a connection that served the last time, or dials
 * its own: a connection that failed is never used again, because whatever is wrong with it would be
 * counted as an outage.
 */
export class ProbeTarget {
  readonly #plan: ProbeTargetPlan;
  readonly #idle: RecordingClient[] = [];
  /** Kinds of calls whose newest outcome was an answer, with none overdue. */
  readonly #answered = new Set<Request['op']>();
  /** The kinds of the probes that are out. */
  readonly #waiting: Request['op'][] = [];
  #epoch: number;

  constructor(plan: ProbeTargetPlan) {
    this.#plan = plan;
    this.#epoch = plan.epoch();
  }

  /** Whether calls of every kind are being answered. */
  answers(kinds: readonly Request['op'][]): boolean {
    return kinds.every((kind) => this.#answered.has(kind));
  }

  /** @returns false when too many probes wait for this member already: this one is left out. */
  async probe(req: Request): Promise<boolean> {
    const { most, timeout } = this.#plan;
    if (this.#waiting.length >= most) return false;
    // The last one is still out: the member may hang, which its time-out would tell much later.
    if (this.#waiting.includes(req.op)) this.#answered.delete(req.op);
    this.#waiting.push(req.op);
    const epoch = this.#enterEpoch();
    const client = this.#idle.pop() ?? this.#dial(epoch);
    const { outcome } = await client.call(req, { within: timeout });
    this.#waiting.splice(this.#waiting.indexOf(req.op), 1);
    if (outcome === 'ok') this.#answered.add(req.op);
    else this.#refused(req.op);
    if (outcome === 'ok' && epoch === this.#epoch) this.#idle.push(client);
    else client.close();
    return true;
  }

  /** What served before may be as dead as the connection that failed. */
  #refused(kind: Request['op']): void {
    this.#answered.delete(kind);
    this.close();
  }

  /** Closes the connections that no probe uses. */
  close(): void {
    for (const client of this.#idle.splice(0)) client.close();
  }

  #enterEpoch(): number {
    const epoch = this.#plan.epoch();
    if (epoch !== this.#epoch) this.close();
    this.#epoch = epoch;
    return epoch;
  }

  #dial(epoch: number): RecordingClient {
    const { sink, member, endpoint } = this.#plan;
    return recordingClient({ sink, member, endpoint, epoch, probe: true });
  }
}
