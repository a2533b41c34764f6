import type { Duration } from '../core/duration.ts';
import {
  recordingClient,
  type ClientTarget,
  type RecordingClient,
} from '../etcd/recording-client.ts';
import type { HistorySink } from '../history/sink.ts';
import type { OpLine } from '../history/types.ts';
import { ReadMemory } from './read-memory.ts';
import type { Targets } from './targets.ts';
import type { Draft } from './traffic.ts';

export interface LoadClientPlan {
  readonly sink: HistorySink;
  readonly schedule: Iterator<Draft, never>;
  readonly targets: Targets;
  /** One name = pinned to that member; several = moves on to the next when a call is not `ok`. */
  readonly members: readonly string[];
  readonly callTimeout: Duration;
}

/**
 * One client of the load: one call at a time, in the order of its schedule. A call that failed is
 * never sent again: the next draw goes on, at the next member when there are several.
 */
export class LoadClient {
  readonly #plan: LoadClientPlan;
  readonly #memory = new ReadMemory();
  readonly #client: RecordingClient;
  #at: ClientTarget;
  #failures = 0;
  #busy = false;

  constructor(plan: LoadClientPlan) {
    this.#plan = plan;
    this.#at = plan.targets.to(plan.members[0] as string);
    this.#client = recordingClient({ sink: plan.sink, ...this.#at });
  }

  get busy(): boolean {
    return this.#busy;
  }

  /** True when every member that it may ask has failed it in a row: time to slow down. */
  get lost(): boolean {
    return this.#failures >= this.#plan.members.length;
  }

  /** Makes the next call of the schedule; only while not `busy`. */
  async next(): Promise<OpLine> {
    this.#busy = true;
    try {
      const draft = this.#plan.schedule.next().value;
      const req = typeof draft === 'function' ? draft(this.#memory) : draft;
      this.#goTo(this.#at.member);
      const op = await this.#client.call(req, { within: this.#plan.callTimeout });
      this.#memory.learn(op);
      this.#after(op);
      return op;
    } finally {
      this.#busy = false;
    }
  }

  close(): void {
    this.#client.close();
  }

  #after({ outcome }: OpLine): void {
    const { members } = this.#plan;
    this.#failures = outcome === 'ok' ? 0 : this.#failures + 1;
    if (outcome === 'ok' || members.length === 1) return;
    this.#goTo(members[(members.indexOf(this.#at.member) + 1) % members.length] as string);
  }

  #goTo(member: string): void {
    const target = this.#plan.targets.to(member);
    if (target === this.#at) return;
    this.#at = target;
    this.#client.reconnect(target);
  }
}
