/** An objective that a scene may bound. Each is met up to and including its bound. */
export interface ObjectiveName {
  readonly name: string;
  /** The unit that bounds are written in. */
  readonly unit: string;
  readonly meaning: string;
}

/** Every figure that can be bounded. Each is also a row in docs/vocabulary.md. */
export const OBJECTIVE_NAMES: readonly ObjectiveName[] = [
  row('rto', 's', 'from the loss to the first acknowledged write'),
  row('rpo.writes', 'writes', 'acknowledged writes that are gone'),
  row('rpo.bytes', 'bytes', 'keys and values of the writes that are gone'),
  row('rpo.revisions', 'revisions', 'how far the revision went back'),
  row('rpo.seconds', 's', 'the span of acknowledged writes that is gone'),
  row('rpo.undone-deletes', 'deletes', 'acknowledged deletes whose keys are back'),
  row('unavailability.seconds', 's', 'time in which no write was acknowledged'),
  row('leader.changes', 'changes', 'changes of leader'),
  row('leaderless.seconds', 's', 'time without a leader'),
  row('proposals.failed', 'proposals', 'raft proposals that failed'),
  row('latency.recovery', 'ratio', 'p90 of writes after healing, over the baseline'),
  ...['baseline', 'during', 'after'].flatMap((period) =>
    [50, 99].map((p) => row(`latency.p${p}.${period}`, 'ms', `p${p} of writes, ${period}`)),
  ),
];

function row(name: string, unit: string, meaning: string): ObjectiveName {
  return { name, unit, meaning };
}
