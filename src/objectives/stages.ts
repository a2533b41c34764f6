import { toSeconds, type Duration } from '../core/duration.ts';
import type { Stage } from '../core/run-result.ts';
import { MARK } from '../history/marks.ts';
import type { Ns, OpLine } from '../history/types.ts';
import type { DrillView } from './drill-view.ts';
import { latencyBack } from './latency-back.ts';
import { noticed } from './noticed.ts';
import { resolutionAt } from './resolution.ts';

/** The stages of a recovery, in the order in which they are told. */
export const STAGE = {
  loss: 'loss',
  noticed: 'noticed',
  decision: 'decision',
  dataDirReady: 'data dir ready',
  processUp: 'first process up',
  firstRead: 'first linearizable read',
  firstWrite: 'first acknowledged write',
  fullRedundancy: 'full redundancy',
  watchersResumed: 'watchers resumed',
  latencyBack: 'p99 back',
} as const;

/**
 * The way back from the worst loss, each stage as seconds since the loss, with its error; none
 * for a drill that lost nothing for good. A stage that did not come has `at` null and the reason.
 */
export function stages(view: DrillView): Stage[] {
  const { outage } = view;
  if (outage === undefined) return [];
  const stage = stageSince(view, outage.lossAt);
  const marked = (name: string, mark: string): Stage =>
    stage(name, markAfter(view, mark, outage.lossAt), view.probeEveryNs, `no "${mark}" mark`);
  const back = latencyBack(view, outage);
  return [
    stage(STAGE.loss, outage.lossAt, 0, ''),
    answered(STAGE.noticed, noticed(view, outage)),
    marked(STAGE.decision, MARK.decision),
    marked(STAGE.dataDirReady, MARK.dataDirReady),
    marked(STAGE.processUp, MARK.processUp),
    answered(STAGE.firstRead, outage.firstRead),
    answered(STAGE.firstWrite, outage.firstWrite),
    marked(STAGE.fullRedundancy, MARK.fullRedundancy),
    marked(STAGE.watchersResumed, MARK.watchersResumed),
    stage(STAGE.latencyBack, back.at, view.probeEveryNs, back.reason),
  ];

  function answered(name: string, op: OpLine | undefined): Stage {
    const error = op === undefined ? undefined : resolutionAt(view, op);
    return stage(name, op?.ret ?? undefined, error, 'no such answer in the record');
  }
}

function stageSince(view: DrillView, lossAt: Ns) {
  return (name: string, at: Ns | undefined, error: Ns | undefined, missing: string): Stage => {
    const late = view.distrust({ from: lossAt, to: at ?? view.end });
    const why = late ?? (error === undefined && at !== undefined ? NO_INTERVAL : missing);
    if (at === undefined || error === undefined || late !== undefined) {
      return { name, at: null, unit: 's', plusMinus: 0, reason: why };
    }
    const plusMinus = toSeconds(error as Duration);
    return { name, at: toSeconds((at - lossAt) as Duration), unit: 's', plusMinus };
  };
}

const NO_INTERVAL = 'the record does not say how often it probed';

const markAfter = ({ record }: DrillView, name: string, from: Ns): Ns | undefined =>
  record.marks.find((mark) => mark.name === name && mark.at >= from)?.at;
