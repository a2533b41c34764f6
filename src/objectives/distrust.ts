import { millis, nanos, toMillis } from '../core/duration.ts';
import { MARK } from '../history/marks.ts';
import type { DrillRecord, MarkLine, Ns } from '../history/types.ts';

const DEFAULT_BOUND = millis(20);

/** A stretch of the record in which something was timed. */
export interface Stretch {
  readonly from: Ns;
  readonly to: Ns;
}

/**
 * Why times of a stretch are not to be believed: the harness itself was held up in it for longer
 * than its bound (the mark's `lagBoundMs`, else one probe interval, because a longer lag hides a
 * probe). Lag elsewhere in the drill does not matter. Without `lag` marks, which say when, the
 * greatest lag of the whole drill counts everywhere.
 */
export function distrust(record: DrillRecord, { from, to }: Stretch): string | undefined {
  const placed = record.marks.filter((mark) => mark.name === MARK.lag);
  const whole = record.marks.filter((mark) => mark.name === MARK.resources);
  const near = placed.filter((mark) => mark.at >= from && Number(mark.detail?.fromNs ?? 0) <= to);
  const looked = whole.some((mark) => mark.detail?.lagPlaced === true) ? near : [...near, ...whole];
  const worst = looked.toSorted((a, b) => lagOf(b) - lagOf(a))[0];
  if (worst === undefined) return undefined;
  const bound = toMillis(nanos(record.header.probeEveryNs ?? DEFAULT_BOUND));
  const allowed = Number(worst.detail?.lagBoundMs ?? bound);
  if (lagOf(worst) <= allowed) return undefined;
  return `the harness was held up for ${lagOf(worst)} ms, its bound is ${allowed} ms`;
}

const lagOf = ({ detail }: MarkLine): number => Number(detail?.lagMs ?? 0);
