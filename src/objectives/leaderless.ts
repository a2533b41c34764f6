import { toSeconds, type Duration } from '../core/duration.ts';
import type { DrillView } from './drill-view.ts';
import { measured, unmeasured, type Figure } from './figure.ts';
import { reigns } from './leadership.ts';

const LEADERLESS = { name: 'leaderless.seconds', unit: 's' };

/**
 * Seconds without a leader after the first one was seen, from samples of the members. Error: the
 * time between two looks, at each end of a leaderless time.
 */
export function leaderless(view: DrillView): Figure {
  const late = view.distrust({ from: 0, to: view.end });
  if (late !== undefined) return unmeasured(LEADERLESS, late);
  const all = reigns(view.record);
  const known = all.slice(all.findIndex(({ leader }) => leader !== undefined));
  if (known[0]?.leader === undefined) return unmeasured(LEADERLESS, 'no sample names a leader');
  const lastLook = view.record.samples.reduce((last, { at }) => Math.max(last, at), 0);
  let total = 0;
  let error = 0;
  known.forEach(({ at, leader, slack }, i) => {
    if (leader !== undefined) return;
    const next = known[i + 1];
    total += (next?.at ?? lastLook) - at;
    error += slack + (next?.slack ?? 0);
  });
  return measured(LEADERLESS, toSeconds(total as Duration), toSeconds(error as Duration));
}
