import { toSeconds, type Duration } from '../core/duration.ts';
import type { DrillView } from './drill-view.ts';
import { measured, notApplicable, unmeasured, type Figure } from './figure.ts';
import { resolutionAt } from './resolution.ts';

const RTO = { name: 'rto', unit: 's' };

/**
 * Recovery time: from the loss for good to the first write that a later epoch acknowledged, in
 * seconds, as clients saw it. Error: probe interval + connect time.
 */
export function rto(view: DrillView): Figure {
  const { outage } = view;
  if (outage === undefined) return notApplicable(RTO, 'nothing was lost for good in this drill');
  if (outage.firstWrite === undefined) {
    const atLeast = toSeconds((view.end - outage.lossAt) as Duration);
    const reason = `no write was acknowledged in the ${atLeast.toFixed(2)} s after the loss`;
    return { ...unmeasured(RTO, reason), atLeast };
  }
  const late = view.distrust({ from: outage.lossAt, to: Number(outage.firstWrite.ret) });
  if (late !== undefined) return unmeasured(RTO, late);
  const error = resolutionAt(view, outage.firstWrite);
  if (error === undefined) return unmeasured(RTO, 'the record does not say how often it probed');
  const length = Number(outage.firstWrite.ret) - outage.lossAt;
  return measured(RTO, toSeconds(length as Duration), toSeconds(error as Duration));
}
