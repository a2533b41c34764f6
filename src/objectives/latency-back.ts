import type { Ns } from '../history/types.ts';
import type { DrillView } from './drill-view.ts';
import { tooFew } from './latency.ts';
import { latencyWindows, writeLatencies } from './latency-windows.ts';
import type { Outage } from './outage.ts';
import { percentile } from './percentile.ts';

/** "As fast as before" when the scene does not bound `latency.recovery`. */
const DEFAULT_RECOVERY_RATIO = 2;
const RUN = 100;

/**
 * When latency was back: the first fast acknowledgement among the first 100 writes of the load in
 * a row whose p99 (at most one slower) is within the scene's bound of the baseline's p99.
 */
export function latencyBack(
  view: DrillView,
  outage: Outage,
): { at: Ns | undefined; reason: string } {
  const lengths = writeLatencies(view.load, latencyWindows(view).baseline);
  const baseline = percentile(lengths, 99);
  if (baseline === undefined) {
    return { at: undefined, reason: `baseline: ${tooFew(lengths.length, 99)}` };
  }
  const asked = view.record.header.objectives?.find(({ name }) => name === 'latency.recovery');
  const ratio = asked?.bound ?? DEFAULT_RECOVERY_RATIO;
  const acks = view.acks.filter((op) => op.probe !== true && op.epoch > outage.epoch);
  const slow = acks.map((op) => Number(op.ret) - op.call > baseline.ns * ratio);
  let slower = 0;
  for (let last = 0; last < slow.length; last++) {
    slower += Number(slow[last]) - Number(slow[last - RUN] ?? false);
    if (last < RUN - 1 || slower > 1) continue;
    const fast = slow.indexOf(false, last - RUN + 1);
    return { at: Number(acks[fast]?.ret), reason: '' };
  }
  const within = `within ${ratio}x of the baseline's p99`;
  return { at: undefined, reason: `no ${RUN} writes in a row were ${within}` };
}
