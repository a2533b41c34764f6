import { MARK } from '../history/marks.ts';
import type { DrillRecord, Ns, OpLine } from '../history/types.ts';
import { distrust, type Stretch } from './distrust.ts';
import { worstOutage, type Outage } from './outage.ts';
import { changedSomething } from '../history/effects.ts';
import { isWriteRequest } from './writes.ts';

/** A record with the selections that several figures need, each made once. */
export interface DrillView {
  readonly record: DrillRecord;
  /** The last moment that the record tells of. */
  readonly end: Ns;
  /** Calls of the load, probes excluded, in order of call. */
  readonly load: readonly OpLine[];
  /** Every call that asks to write, probes included, in order of call. */
  readonly attempts: readonly OpLine[];
  /** Acknowledged writes, probes included, in order of acknowledgement. */
  readonly acks: readonly OpLine[];
  readonly outage: Outage | undefined;
  readonly probeEveryNs: Ns | undefined;
  /** Why times of a stretch cannot be believed; undefined when they can. */
  distrust(stretch: Stretch): string | undefined;
}

/** Cost: O(n log n) in the operations of the record. */
export function viewOf(record: DrillRecord): DrillView {
  const attempts = record.ops.filter((op) => isWriteRequest(op.req));
  return {
    record,
    end: lastMoment(record),
    load: record.ops.filter((op) => op.probe !== true),
    attempts,
    acks: attempts.filter(changedSomething).sort((a, b) => Number(a.ret) - Number(b.ret)),
    outage: worstOutage(record),
    probeEveryNs: record.header.probeEveryNs,
    distrust: (stretch) => distrust(record, stretch),
  };
}

/** When the first mark of a name was made. */
export const markAt = (record: DrillRecord, name: keyof typeof MARK): Ns | undefined =>
  record.marks.find((mark) => mark.name === MARK[name])?.at;

function lastMoment({ ops, marks, samples, faults, states }: DrillRecord): Ns {
  let last = 0;
  for (const op of ops) last = Math.max(last, op.ret ?? op.call);
  for (const { at } of [...marks, ...samples, ...states]) last = Math.max(last, at);
  for (const { to } of faults) last = Math.max(last, to);
  return last;
}
