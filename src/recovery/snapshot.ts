/** One saved snapshot file and what is known of it. */
export interface Snapshot {
  /** Path in the run folder. */
  readonly file: string;
  /** The member that was asked. A snapshot is not linearizable: a lagging member gives an old one. */
  readonly member: string;
  /** Nanoseconds since the drill's start at which the save was asked for. */
  readonly takenAt: number;
  readonly tookNs: number;
  readonly bytes: number;
  /** As `snapshot status` said when it was saved. */
  readonly revision: string;
  readonly hash: string;
  readonly totalKeys: number;
}
