/** What shall be played again, and how it is told. */
export interface Replay {
  /** The folder of the run that is played again. */
  readonly before: string;
  /** Folder of the run folders. */
  readonly reports: string;
  readonly json?: boolean;
}

/** What a replay came to. */
export interface Replayed {
  readonly exitCode: number;
  /** What was compared: `faults, targets and plans`; absent when nothing was played to its end. */
  readonly drawn?: string;
  /** One sentence for each; empty when the seed drew the same. */
  readonly differences: readonly string[];
}
