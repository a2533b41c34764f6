import type { Duration } from '../core/duration.ts';

/** A seeded storm: rounds of faults that the seed draws. */
export interface StormSettings {
  /** Fault name -> how often it is drawn; 0 takes it out, absent = the fault's own weight. */
  readonly weights: Readonly<Record<string, number>>;
  readonly rounds: number;
  /** The most faults in one round. */
  readonly atOnce: number;
  /** `minority`: never more members harmed at once than etcd tolerates. */
  readonly tolerance: 'minority' | 'any';
  readonly holdFrom: Duration;
  readonly holdTo: Duration;
  readonly gapFrom: Duration;
  readonly gapTo: Duration;
  /** Within tolerance: the longest without a leader and an acknowledged write. */
  readonly answerWithin: Duration;
}

/** A fault that comes back again and again: how long, how far apart, how often. */
export interface HitAgain {
  readonly hold: Duration;
  readonly gap: Duration;
  readonly rounds: number;
}

/** Stalled fsyncs, on and off: each time is drawn between two bounds. */
export interface DiskStallCyclesSettings {
  readonly holdFrom: Duration;
  readonly holdTo: Duration;
  readonly gapFrom: Duration;
  readonly gapTo: Duration;
}

/** Latency that another draw replaces at every turn. */
export interface VaryingLatencySettings {
  readonly from: Duration;
  readonly to: Duration;
  readonly every: Duration;
}

export interface DistantRegionsSettings {
  readonly regions: number;
  readonly from: Duration;
  readonly to: Duration;
}

/** How hard each fault bites; which faults happen is the feature's to say. */
export interface FaultSettings {
  readonly storm: StormSettings;
  /** One way, on each peer link touched. */
  readonly peerLatency: Duration;
  /** Latency that changes over time: one way, on each peer link or client link touched. */
  readonly varyingLatency: VaryingLatencySettings;
  /** On each way of each peer link touched. */
  readonly bandwidth: { readonly kilobytesPerSecond: number };
  readonly flap: { readonly down: Duration; readonly up: Duration };
  readonly slowClose: Duration;
  /** Bytes that each connection to the target carries. */
  readonly cutAfter: number;
  /** Round trips between regions are drawn between two bounds. */
  readonly distantRegions: DistantRegionsSettings;
  /** Added to each fsync. */
  readonly diskLatency: Duration;
  readonly diskStall: HitAgain;
  readonly diskStallCycles: DiskStallCyclesSettings;
  /** How long a client waits for the answer to a write while fsyncs are held. */
  readonly heldWrite: Duration;
  readonly isolate: HitAgain;
  /** Any other fault that follows the office of leader. */
  readonly whoeverLeads: HitAgain;
  /** Bits flipped in a WAL or raft snapshot, and values of the db with one flipped bit each. */
  readonly bitFlip: { readonly bits: number; readonly values: number };
  /** How much of what was written is left, in percent. */
  readonly walTruncate: { readonly keepPercent: number };
  /** How old the data dir is that comes back. */
  readonly zombie: { readonly age: Duration };
  /** How far behind the newest revision is compacted, and how often the loop does it. */
  readonly compact: { readonly behind: number; readonly every: Duration };
  readonly pause: { readonly hold: Duration };
  readonly powerLoss: { readonly gap: Duration; readonly rounds: number };
  /** One way, on a client link. */
  readonly clientLatency: Duration;
  /** Bytes a second, each way. */
  readonly clientBandwidth: number;
  readonly clientSlowClose: Duration;
  /** Bytes towards the client. */
  readonly clientCutAfter: number;
  /** Averages of what is drawn. */
  readonly clientFlapping: { readonly down: Duration; readonly up: Duration };
  readonly terminate: { readonly patience: Duration };
  /** `down` and `up` are the longest that may be drawn. */
  readonly restartStorm: {
    readonly rounds: number;
    readonly down: Duration;
    readonly up: Duration;
  };
  /** How much of the time a member may run, in percent. */
  readonly cpuLimit: number;
}
