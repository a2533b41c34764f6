import type { FaultResult, ObjectiveResult, Stage, WorkloadTotals } from '../core/run-result.ts';
import type { DrillRecord, ObjectiveAsked } from '../history/types.ts';
import { viewOf, type DrillView } from './drill-view.ts';
import { faultResults } from './fault-results.ts';
import { unmeasured, type Figure } from './figure.ts';
import { judgeFigure } from './judge-figure.ts';
import { latencyRecovery } from './latency-recovery.ts';
import { latency } from './latency.ts';
import { leaderChanges } from './leader-changes.ts';
import { leaderless } from './leaderless.ts';
import { phases, type Phase } from './phases.ts';
import { proposalsFailed } from './proposals-failed.ts';
import { rpo } from './rpo.ts';
import { rto } from './rto.ts';
import { stages } from './stages.ts';
import { unavailability } from './unavailability.ts';
import { workloadTotals } from './workload-totals.ts';

export interface Measured {
  readonly objectives: readonly ObjectiveResult[];
  readonly stages: readonly Stage[];
  readonly workload: WorkloadTotals;
  readonly faults: readonly FaultResult[];
  readonly phases: readonly Phase[];
}

/**
 * Every figure of one drill, from its record alone, so that any record can be measured again. The
 * bounds are those in the record's header; an objective asked for that nobody can measure is
 * `unmeasured`, never dropped.
 * Cost: O(n log n) in the operations.
 */
export function measure(record: DrillRecord): Measured {
  const view = viewOf(record);
  const asked = record.header.objectives ?? [];
  const figures = allFigures(view);
  const unknown = asked.filter(({ name }) => !figures.some((figure) => figure.name === name));
  return {
    objectives: [...figures, ...unknown.map(unknownFigure)].map((figure) =>
      judgeFigure(
        figure,
        asked.find(({ name }) => name === figure.name),
      ),
    ),
    stages: stages(view),
    workload: workloadTotals(view.load),
    faults: faultResults(record.faults),
    phases: phases(view),
  };
}

function allFigures(view: DrillView): Figure[] {
  return [
    rto(view),
    ...rpo(view),
    unavailability(view),
    leaderChanges(view),
    leaderless(view),
    proposalsFailed(view),
    latencyRecovery(view),
    ...latency(view),
  ];
}

const unknownFigure = ({ name, unit }: ObjectiveAsked): Figure =>
  unmeasured({ name, unit }, 'no objective of this name exists');
