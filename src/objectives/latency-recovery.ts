import type { DrillView } from './drill-view.ts';
import { measured, notApplicable, unmeasured, type Figure } from './figure.ts';
import { tooFew } from './latency.ts';
import { latencyWindows, writeLatencies } from './latency-windows.ts';
import { percentile } from './percentile.ts';

const RECOVERY = { name: 'latency.recovery', unit: 'ratio' };

/**
 * The p90 of the load's acknowledged writes after the harm, as a multiple of the baseline's p90. Not
 * the p99: of the few hundred writes of a second, the p99 is the sixth worst, and one hiccup of the
 * machine decides it. The p99s themselves are `latency.p99.*`.
 */
const PERCENT = 90;

export function latencyRecovery(view: DrillView): Figure {
  const { baseline, after } = latencyWindows(view);
  if (baseline === undefined || after === undefined) {
    return notApplicable(RECOVERY, 'the drill has no baseline or no time after the harm');
  }
  const late = [baseline, after].map(([from, to]) => view.distrust({ from, to }));
  const why = late.find((reason) => reason !== undefined);
  if (why !== undefined) return unmeasured(RECOVERY, why);
  const lengths = [writeLatencies(view.load, baseline), writeLatencies(view.load, after)] as const;
  const before = percentile(lengths[0], PERCENT);
  const now = percentile(lengths[1], PERCENT);
  if (before === undefined)
    return unmeasured(RECOVERY, `baseline: ${tooFew(lengths[0].length, PERCENT)}`);
  if (now === undefined)
    return unmeasured(RECOVERY, `after: ${tooFew(lengths[1].length, PERCENT)}`);
  const ratio = now.ns / before.ns;
  const error = ratio * Math.hypot(now.plusMinusNs / now.ns, before.plusMinusNs / before.ns);
  return measured(RECOVERY, ratio, error);
}
