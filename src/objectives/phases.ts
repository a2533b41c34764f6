import { toSeconds, type Duration } from '../core/duration.ts';
import { MARK } from '../history/marks.ts';
import type { DrillView } from './drill-view.ts';

export interface Phase {
  readonly name: string;
  readonly seconds: number;
}

/** Where the drill's time went: from each `phase` mark to the next, the last one to the end. */
export function phases({ record, end }: DrillView): Phase[] {
  const marks = record.marks.filter((mark) => mark.name === MARK.phase);
  return marks.map((mark, i) => ({
    name: String(mark.detail?.phase ?? 'unnamed'),
    seconds: toSeconds(((marks[i + 1]?.at ?? end) - mark.at) as Duration),
  }));
}
