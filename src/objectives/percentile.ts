import { build } from 'hdr-histogram-js';
import type { Ns } from '../history/types.ts';

export interface Percentile {
  readonly ns: Ns;
  /** Half of the 95 % interval that the number of samples leaves open, by order statistics. */
  readonly plusMinusNs: Ns;
}

/** How many samples a percentile needs so that it is more than the largest value seen. */
export const samplesNeeded = (percent: number): number => Math.ceil(100 / (100 - percent));

/** The percentile of some lengths of time, or undefined when they are too few to speak of one. */
export function percentile(lengths: readonly Ns[], percent: number): Percentile | undefined {
  if (lengths.length < samplesNeeded(percent)) return undefined;
  const histogram = build({ bitBucketSize: 'packed', numberOfSignificantValueDigits: 3 });
  for (const length of lengths) histogram.recordValue(Math.max(0, Math.round(length)));
  const share = percent / 100;
  const spread = 196 * Math.sqrt((share * (1 - share)) / lengths.length);
  const at = (p: number): number => histogram.getValueAtPercentile(Math.min(100, Math.max(0, p)));
  const result = {
    ns: at(percent),
    plusMinusNs: (at(percent + spread) - at(percent - spread)) / 2,
  };
  histogram.destroy();
  return result;
}
