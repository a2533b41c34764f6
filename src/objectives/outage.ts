import { MARK } from '../history/marks.ts';
import type { DrillRecord, Ns, OpLine } from '../history/types.ts';
import { changedSomething } from '../history/effects.ts';
import { isLinearizableRead } from './writes.ts';

/** A loss for good and what clients saw of the way back. */
export interface Outage {
  readonly lossAt: Ns;
  /** The epoch that was lost. */
  readonly epoch: number;
  /** First answers of a later epoch, by the time at which the client had them. */
  readonly firstRead?: OpLine;
  readonly firstWrite?: OpLine;
}

/**
 * The longest outage of the record: from a `loss` mark to the first acknowledged write of a later
 * epoch. A write that the lost cluster's members acknowledge afterwards is no recovery. An outage
 * that never ended is longer than any that did. Undefined when nothing was lost for good.
 */
export function worstOutage(record: DrillRecord): Outage | undefined {
  const outages = record.marks
    .filter((mark) => mark.name === MARK.loss)
    .map((mark) => outageFrom(record, mark.at));
  return outages.reduce<Outage | undefined>(longer, undefined);
}

function outageFrom(record: DrillRecord, lossAt: Ns): Outage {
  const epoch = record.epochs.filter((e) => e.at <= lossAt).reduce((n, e) => Math.max(n, e.n), 1);
  const later = record.ops.filter((op) => op.epoch > epoch && op.ret !== null && op.ret >= lossAt);
  const firstRead = earliestReturn(later.filter(isLinearizableRead));
  const firstWrite = earliestReturn(later.filter(changedSomething));
  return {
    lossAt,
    epoch,
    ...(firstRead === undefined ? {} : { firstRead }),
    ...(firstWrite === undefined ? {} : { firstWrite }),
  };
}

function longer(a: Outage | undefined, b: Outage): Outage {
  return a === undefined || lengthOf(b) > lengthOf(a) ? b : a;
}

const lengthOf = (outage: Outage): number =>
  (outage.firstWrite?.ret ?? Number.POSITIVE_INFINITY) - outage.lossAt;

function earliestReturn(ops: readonly OpLine[]): OpLine | undefined {
  return ops.reduce<OpLine | undefined>(
    (best, op) => (best === undefined || (op.ret as Ns) < (best.ret as Ns) ? op : best),
    undefined,
  );
}
