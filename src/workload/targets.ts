import { openConnection, type Connection, type EtcdEndpoint } from '../etcd/connection.ts';
import type { ClientTarget } from '../etcd/recording-client.ts';

export interface TargetsPlan {
  readonly endpoints: ReadonlyMap<string, EtcdEndpoint>;
  readonly epoch: () => number;
  /**
   * Whether the clients of one member share a connection, as the requests of one application do.
   * It halves what a call costs the harness, and etcd.
   */
  readonly shared: boolean;
}

/** Where clients go. A target is the same object for as long as nobody has to dial anew. */
export class Targets {
  readonly #plan: TargetsPlan;
  readonly #targets = new Map<string, ClientTarget>();
  readonly #connections: Connection[] = [];
  #epoch: number;

  constructor(plan: TargetsPlan) {
    this.#plan = plan;
    this.#epoch = plan.epoch();
  }

  to(member: string): ClientTarget {
    if (this.#plan.epoch() !== this.#epoch) this.renew();
    const target = this.#targets.get(member) ?? this.#make(member);
    this.#targets.set(member, target);
    return target;
  }

  /** Targets change; calls that are out may still be answered on the old connections. */
  renew(): void {
    this.#targets.clear();
    for (const old of this.#connections) old.renew();
    this.#epoch = this.#plan.epoch();
  }

  close(): void {
    for (const connection of this.#connections) connection.close();
  }

  #make(member: string): ClientTarget {
    const endpoint = this.#plan.endpoints.get(member) as EtcdEndpoint;
    const target = { member, endpoint, epoch: this.#epoch };
    if (!this.#plan.shared) return target;
    const connection = openConnection(endpoint);
    this.#connections.push(connection);
    return { ...target, connection };
  }
}
