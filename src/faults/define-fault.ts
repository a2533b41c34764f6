import type { Duration } from '../core/duration.ts';
import type { ClusterPlan } from '../cluster/build-cluster.ts';
import type { Cluster } from '../cluster/cluster.ts';
import type { Member } from '../cluster/member.ts';
import type { HealStack } from '../core/heal-stack.ts';
import type { HistorySink } from '../history/sink.ts';
import type { Rng } from '../core/rng.ts';
import type { Need } from './needs.ts';
import type { TargetNeed } from './target-need.ts';

/** Parameters as they are drawn and written to the record: scalars with the unit in the name. */
export type FaultPlan = Readonly<Record<string, string | number | boolean>>;

/** What a fault may touch. `heal` collects undos: push before the harm. */
export interface FaultWorld {
  readonly cluster: Cluster;
  readonly targets: readonly Member[];
  /** The cluster that clients are sent to now; another one than `cluster` after a recovery. */
  readonly current: () => Cluster;
  readonly heal: HealStack;
  /** Everything that the fault draws comes from here, so that the seed replays it. */
  readonly rng: Rng;
  /** How long a proof may look before it gives up. */
  readonly proveWithin: Duration;
  readonly signal: AbortSignal;
  /** The drill's record: what a fault asks of etcd as a client is judged like any operation. */
  readonly sink: HistorySink;
}

/** What a fault is about; one folder each. */
export type Subject = 'peer-network' | 'client-network' | 'disk' | 'machine' | 'data' | 'operator';

/** What is said of a fault before any happens: the row of docs/faults.md. */
export interface FaultFacts {
  /** File name = wire name: `peer-latency`. */
  readonly name: string;
  readonly subject: Subject;
  /** One sentence: what happens to the target. */
  readonly summary: string;
  /** Parameter -> meaning and unit. */
  readonly params: Readonly<Record<string, string>>;
  /** What the heal does. */
  readonly heals: string;
  /** What is observed to prove the bite, and the end. */
  readonly proof: { readonly bite: string; readonly end: string };
  /** What runtime, kernel or etcd must offer; none = it works everywhere. */
  readonly needs?: readonly Need[];
  /** What its targets must be; absent = their processes run. */
  readonly targets?: TargetNeed;
  /** Members must have been started for it; a drill that does not use it does not pay for it. */
  readonly start?: Pick<ClusterPlan, 'canLosePower'>;
}

/**
 * A harm with a proof that it bites, a heal and a proof that it is gone. The proofs observe
 * something else than what was commanded (a round trip, the gate's counters, etcd's answers),
 * return the evidence in one sentence, and throw when they looked in vain. A target that died
 * meanwhile is no reason for a heal or a proof of the end to fail.
 */
export interface Fault<P extends object> extends FaultFacts {
  readonly params: Readonly<Record<keyof P & string, string>>;
  /** The parameters in the form of the record. */
  plan(params: P): FaultPlan;
  /**
   * @returns what was drawn, in one sentence, where the parameters do not say it: the same words
   * for the same seed and targets, and nothing measured. A replay is held to them.
   */
  inject(world: FaultWorld, params: P): Promise<string | void>;
  proveBiting(world: FaultWorld, params: P): Promise<string>;
  proveGone(world: FaultWorld, params: P): Promise<string>;
}

/** Gives a fault its types. */
export const defineFault = <P extends object>(fault: Fault<P>): Fault<P> => fault;
