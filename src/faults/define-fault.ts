import type { Duration } from '../core/duration.ts';
import type { Cluster } from '../cluster/cluster.ts';
import type { Member } from '../cluster/member.ts';
import type { HealStack } from '../core/heal-stack.ts';

/** Parameters as they are drawn and written to the record: scalars with the unit in the name. */
export type FaultPlan = Readonly<Record<string, string | number | boolean>>;

/** What a fault may touch. `heal` collects undos: push before the harm. */
export interface FaultWorld {
  readonly cluster: Cluster;
  readonly targets: readonly Member[];
  /** The cluster that clients are sent to now; another one than `cluster` after a recovery. */
  readonly current: () => Cluster;
  readonly heal: HealStack;
  /** How long a proof may look before it gives up. */
  readonly proveWithin: Duration;
  readonly signal: AbortSignal;
}

/**
 * A harm with a proof that it bites, a heal and a proof that it is gone. The proofs observe
 * something else than what was commanded (a round trip, the gate's counters, etcd's answers),
 * return the evidence in one sentence, and throw when they looked in vain.
 */
export interface Fault<P extends object> {
  /** File name = wire name: `peer-latency`. */
  readonly name: string;
  readonly summary: string;
  /** The parameters in the form of the record. */
  plan(params: P): FaultPlan;
  inject(world: FaultWorld, params: P): Promise<void>;
  proveBiting(world: FaultWorld, params: P): Promise<string>;
  proveGone(world: FaultWorld, params: P): Promise<string>;
}

/** Gives a fault its types. */
export const defineFault = <P extends object>(fault: Fault<P>): Fault<P> => fault;
