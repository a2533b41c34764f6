import type { Duration } from '../core/duration.ts';

/** How hard each fault bites; which faults happen is the feature's to say. */
export interface FaultSettings {
  /** One way, on each peer link touched. */
  readonly peerLatency: Duration;
  /** Added to each fsync. */
  readonly diskLatency: Duration;
  readonly diskStall: { readonly hold: Duration; readonly gap: Duration; readonly rounds: number };
  readonly isolate: { readonly hold: Duration };
  readonly pause: { readonly hold: Duration };
}
