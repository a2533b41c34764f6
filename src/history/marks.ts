/**
 * The names of the marks that figures are computed from. Other marks are only drawn.
 * A mark's `detail` says what it was about (members, snapshot, step text).
 */
export const MARK = {
  /** A phase begins; detail.phase. */
  phase: 'phase',
  /** A step begins or ends; detail.text, detail.status. */
  step: 'step',
  /** The load became steady; latencies between `steady-from` and `steady-to` are the baseline. */
  steadyFrom: 'steady-from',
  steadyTo: 'steady-to',
  /** The quorum is lost for good: the last process that kept it is gone. */
  loss: 'loss',
  /** Somebody or something decided to restore. */
  decision: 'decision',
  /** All restored data dirs are written. */
  dataDirReady: 'data-dir-ready',
  /** The first restored process runs. */
  processUp: 'process-up',
  /** All voters up, HashKV equal, no alarm. */
  fullRedundancy: 'full-redundancy',
  /** Every watcher has been answered by the new cluster (told `compacted`, or resumed). */
  watchersResumed: 'watchers-resumed',
  /** Faults are healed, the members settle. */
  healed: 'healed',
  /** A snapshot was saved; detail: file, member, revision, hash, bytes, took (ns). */
  snapshot: 'snapshot',
  /** A snapshot was examined and refused; detail: file, reason. */
  snapshotRefused: 'snapshot-refused',
  /** A round of a storm, written before the storm begins; detail: round, harms, holdMs, gapMs. */
  stormRound: 'storm-round',
  /** Resource use over the drill; detail: harnessCpu, membersCpu (shares of one core), lagMs. */
  resources: 'resources',
  /** One stay at one point of the envelope; detail: see objectives/envelope/envelope-probe.ts. */
  envelopeProbe: 'envelope-probe',
  /** The harness's event loop was late; detail: lagMs (the worst), lagBoundMs, fromNs. */
  lag: 'lag',
} as const;
