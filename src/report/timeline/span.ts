/** A stretch of the timeline in seconds since the drill began. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** Nanoseconds of the record as seconds, to the millisecond: enough for a picture. */
export const secondsOf = (ns: number): number => Math.round(ns / 1e6) / 1e3;
