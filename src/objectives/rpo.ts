import { toSeconds, type Duration } from '../core/duration.ts';
import { revision } from '../history/int64.ts';
import type { DrillView } from './drill-view.ts';
import { measured, notApplicable, unmeasured, type Figure } from './figure.ts';
import { lostWrites, type Loss } from './lost-writes.ts';
import { changedBy } from './writes.ts';

/**
 * What was acknowledged and is gone, over all restores of the drill; probes excluded. `writes`:
 * calls that put something (undone deletes count apart); `bytes`: their keys and values;
 * `revisions`: how far the store's counter went back, from the last acknowledged write to the
 * snapshot; `seconds`: last acknowledgement minus the acknowledgement of the newest write kept.
 */
export function rpo(view: DrillView): Figure[] {
  const losses = lostWrites(view.record);
  return MEASURES.map(([name, unit, measure, total]) => {
    const named = { name: `rpo.${name}`, unit };
    if (losses.length > 0) return measured(named, total(losses.map(measure)), 0);
    if (view.outage === undefined)
      return notApplicable(named, 'nothing was restored in this drill');
    return unmeasured(named, 'the lost cluster was not restored');
  });
}

type Measure = (loss: Loss) => number;
type Total = (values: readonly number[]) => number;

const sum: Total = (values) => values.reduce((a, b) => a + b, 0);
const longest: Total = (values) => Math.max(...values);

const MEASURES: readonly (readonly [name: string, unit: string, Measure, Total])[] = [
  [
    'writes',
    'writes',
    ({ writes }) => writes.filter(({ op }) => changedBy(op).puts > 0).length,
    sum,
  ],
  ['bytes', 'bytes', ({ writes }) => sum(writes.map(({ op }) => changedBy(op).bytes)), sum],
  ['revisions', 'revisions', revisionsLost, sum],
  ['seconds', 's', secondsLost, longest],
  ['undone-deletes', 'deletes', ({ undoneDeletes }) => undoneDeletes.length, sum],
];

function revisionsLost({ writes, epoch }: Loss): number {
  const newest = writes.at(-1);
  return newest === undefined ? 0 : newest.revision - revision(epoch.snapshot.revision);
}

/** Without any write kept, everything since the snapshot was taken is gone. */
function secondsLost({ writes, lastKept, lastAcknowledged, epoch }: Loss): number {
  if (writes.length === 0 || lastAcknowledged === undefined) return 0;
  const kept = lastKept?.op.ret ?? epoch.snapshot.takenAt;
  return toSeconds(Math.max(0, Number(lastAcknowledged.op.ret) - kept) as Duration);
}
