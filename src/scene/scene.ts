import type { Duration } from '../core/duration.ts';
import type { FaultSettings } from './fault-settings.ts';
import type { Region, RoundTrip } from './regions.ts';

/** The kinds of calls that the load mixes. */
export const OPERATIONS = ['put', 'get', 'delete', 'txn', 'range', 'lease', 'lock'] as const;
export type Operation = (typeof OPERATIONS)[number];

/** A bound that the user wants kept. `unit` is the unit of the name: see objective-names.ts. */
export interface Objective {
  readonly name: string;
  readonly bound: number;
  readonly unit: string;
}

/** How etcd is started. */
export interface EtcdSettings {
  /** Which release, unless the command line names another. */
  readonly version: string;
  /** The oldest release that the flags fit. */
  readonly oldest: string;
  readonly heartbeat: Duration;
  readonly election: Duration;
  /** `--quota-backend-bytes`. */
  readonly quotaBackendBytes: number;
  readonly snapshotCount: number;
  /** Further flags, as etcd takes them: `--auto-compaction-retention=1h`. */
  readonly extraFlags: readonly string[];
}

/** The load, beside the probes. */
export interface Load {
  /** Size of the key space. */
  readonly keys: number;
  readonly valueBytes: number;
  /** Clients pinned to each member. */
  readonly clients: number;
  /** Clients that move to another member when theirs fails. */
  readonly failoverClients: number;
  /** Operations per second of all clients together; `closed-loop` = as fast as answers come. */
  readonly rate: number | 'closed-loop';
  /** Relative weights; at least one is above zero. */
  readonly mix: Readonly<Record<Operation, number>>;
  readonly callTimeout: Duration;
  /** Time to live of the leases granted; whole seconds. */
  readonly leaseTtl: Duration;
}

/** How the envelope is looked for; lengths in election timeouts of the timers looked at. */
export interface EnvelopeSettings {
  /** How long a leader must be kept for the cluster to be called calm. */
  readonly watch: number;
  /** How long a new leader is waited for before the cluster is called down. */
  readonly patience: number;
  /** The frontier is known when both sides of it are this close, in percent. */
  readonly precision: number;
  /** Budget of the whole search. */
  readonly within: Duration;
  /** For whom timers are looked for: the round trip between members, and the p99 of fsyncs. */
  readonly rtt: Duration;
  readonly fsyncP99: Duration;
}

/** The longest that each awaited condition may take. */
export interface Deadlines {
  /** From nothing to all members serving. */
  readonly build: Duration;
  /** From the load's start to steady. */
  readonly steady: Duration;
  /** Another leader, or a leader again. */
  readonly election: Duration;
  /** From the loss of the quorum to the end of acknowledged writes. */
  readonly noWrites: Duration;
  /** From the decision to a restored cluster that serves. */
  readonly restore: Duration;
  /** From healed to all members agreeing. */
  readonly settle: Duration;
  /** Budget of healing, apart from every other deadline. */
  readonly heal: Duration;
}

/**
 * One validated description of a cluster and of what happens around it: it says *how much*.
 * Times are Durations, sizes bytes. Fields are explained in scenarios/schema/scene.schema.json.
 */
export interface Scene {
  readonly name: string;
  readonly description: string;
  /** How many members; they are called m1 to mN. */
  readonly members: number;
  readonly etcd: EtcdSettings;
  readonly network: {
    readonly peerLatency: Duration;
    readonly clientLatency: Duration;
    readonly regions: readonly Region[];
    readonly roundTrips: readonly RoundTrip[];
  };
  readonly disk: { readonly fsyncLatency: Duration };
  readonly workload: Load;
  readonly probes: { readonly every: Duration; readonly timeout: Duration };
  readonly phases: {
    /** How long the load runs before the drill acts. */
    readonly steady: Duration;
    /** Further load inside a drill, where a feature asks for it. */
    readonly load: Duration;
    /** How long a fault without a length of its own is held. */
    readonly hold: Duration;
    /** How long the load runs on after the recovery. */
    readonly after: Duration;
  };
  readonly snapshots: {
    readonly every: Duration;
    /** How many of the newest are kept. */
    readonly keep: number;
    readonly member: 'any' | 'leader' | 'follower';
  };
  /** `--bump-revision` (0 = without) and `--mark-compacted` of the restore. */
  readonly restore: { readonly bump: number; readonly markCompacted: boolean };
  readonly faults: FaultSettings;
  readonly envelope: EnvelopeSettings;
  readonly objectives: readonly Objective[];
  readonly deadlines: Deadlines;
  /** Above `maxLag` of its event loop the harness does not trust its own timings. */
  readonly harness: { readonly maxLag: Duration };
}

/** A scene and where it came from. */
export interface LoadedScene {
  readonly scene: Scene;
  /** The file, as it is named in messages. */
  readonly file: string;
  /** The file's text, for the run folder. */
  readonly text: string;
  /** What is allowed and yet worth knowing. */
  readonly warnings: readonly string[];
}

/** `m1` … `mN`. */
export const memberNames = (scene: Pick<Scene, 'members'>): string[] =>
  Array.from({ length: scene.members }, (_, i) => `m${i + 1}`);
