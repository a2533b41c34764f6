import type { MarkLine } from '../../history/types.ts';
import { MARK } from '../../history/marks.ts';

/** How a cluster lives under given timers, network and disks. */
export const MOODS = ['calm', 'nervous', 'down'] as const;
export type Mood = (typeof MOODS)[number];

/** etcd's two timers, milliseconds. */
export interface Timers {
  readonly heartbeatMs: number;
  readonly electionMs: number;
}

/** What was imposed on every peer link and every disk. */
export interface EnvelopePoint {
  /** Round trip added to every peer link, milliseconds. */
  readonly rttMs: number;
  /** Added to every fsync, milliseconds. */
  readonly fsyncMs: number;
}

/** What one stay at one point showed. */
export interface Seen {
  /** From the leader's freeze to another leader; -1: none came. */
  readonly electionTookMs: number;
  /** New terms that nobody asked for, while the cluster was watched. */
  readonly spurious: number;
  /** Share of the watch in which no member was known to lead, 0 to 1. */
  readonly leaderless: number;
  /** Longest stretch of the watch without an acknowledged write, milliseconds. */
  readonly unservedMs: number;
}

export interface EnvelopeProbe extends EnvelopePoint, Timers, Seen {
  readonly mood: Mood;
}

/**
 * *down*: no leader was elected in place of a frozen one, or the cluster had no leader for half of
 * the watch. *nervous*: it changed its leader although nobody asked. *calm*: one election, one
 * leader.
 */
export function moodOf({ electionTookMs, spurious, leaderless }: Seen): Mood {
  if (electionTookMs < 0 || leaderless >= 0.5) return 'down';
  return spurious > 0 || leaderless > 0 ? 'nervous' : 'calm';
}

/** The probes that a record holds, in their order. */
export const probesOf = (marks: readonly MarkLine[]): EnvelopeProbe[] =>
  marks
    .filter(({ name }) => name === MARK.envelopeProbe)
    .map(({ detail }) => detail as unknown as EnvelopeProbe);
