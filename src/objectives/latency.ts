import { toMillis, type Duration } from '../core/duration.ts';
import type { DrillView } from './drill-view.ts';
import { measured, notApplicable, unmeasured, type Figure } from './figure.ts';
import { latencyWindows, PERIODS, writeLatencies, type Period } from './latency-windows.ts';
import { percentile, samplesNeeded } from './percentile.ts';

const PERCENTS = [50, 99] as const;

/**
 * `latency.p50.baseline` … `latency.p99.after` in milliseconds: how long the load's acknowledged
 * writes took. Calls without an answer have no latency; `unavailability.seconds` counts them.
 */
export function latency(view: DrillView): Figure[] {
  const windows = latencyWindows(view);
  return PERIODS.flatMap((period) => {
    const lengths = writeLatencies(view.load, windows[period]);
    return PERCENTS.map((percent) => {
      const named = { name: `latency.p${percent}.${period}`, unit: 'ms' };
      const window = windows[period];
      if (window === undefined) return notApplicable(named, ABSENT[period]);
      const late = view.distrust({ from: window[0], to: window[1] });
      if (late !== undefined) return unmeasured(named, late);
      const found = percentile(lengths, percent);
      if (found === undefined) return unmeasured(named, tooFew(lengths.length, percent));
      const [value, error] = [found.ns, found.plusMinusNs];
      return measured(named, toMillis(value as Duration), toMillis(error as Duration));
    });
  });
}

const ABSENT: Record<Period, string> = {
  baseline: 'the drill has no steady period',
  during: 'the drill did no harm',
  after: 'the harm did not end before the record did',
};

/** Why a percentile is not given. */
export const tooFew = (count: number, percent: number): string =>
  `${count} acknowledged writes are too few for a p${percent}: it needs ${samplesNeeded(percent)}`;
