import type { Ns, OpLine } from '../history/types.ts';
import type { DrillView } from './drill-view.ts';
import type { Outage } from './outage.ts';
import { changedSomething } from '../history/effects.ts';
import { isLinearizableRead } from './writes.ts';

/**
 * The call by which clients certainly noticed the loss: the first that needed the quorum and came
 * back `fail` or `info`, at or after the loss and after the last answer that the lost epoch gave.
 * Calls that failed earlier met a dead member, not a lost quorum; serializable reads need no quorum
 * and are left out; a call that never returned told its client nothing.
 */
export function noticed(view: DrillView, outage: Outage): OpLine | undefined {
  const lost = view.record.ops.filter((op) => op.epoch <= outage.epoch && needsQuorum(op));
  const silence = lost.reduce((last, op) => Math.max(last, answerTime(op)), outage.lossAt);
  let first: OpLine | undefined;
  for (const op of lost) {
    if (op.outcome === 'ok' || op.ret === null || op.ret < silence) continue;
    if (first === undefined || op.ret < Number(first.ret)) first = op;
  }
  return first;
}

const answerTime = (op: OpLine): Ns =>
  changedSomething(op) || isLinearizableRead(op) ? Number(op.ret) : 0;

const needsQuorum = ({ req }: OpLine): boolean =>
  !((req.op === 'get' || req.op === 'range') && req.serializable === true);
