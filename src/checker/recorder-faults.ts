import type { Witness } from '../core/check-result.ts';
import type { DrillRecord, OpLine } from '../history/types.ts';
import { describeOp } from './describe.ts';

/** More of them than this say nothing new. */
const MOST = 5;

/**
 * What no etcd can cause: answers before their calls, and two calls of one client at once. A record
 * with such lines is the recorder's fault, and nothing in it may be held against etcd.
 * Cost: O(operations), which are expected in the order of their calls.
 */
export function recorderFaults({ ops }: DrillRecord): Witness[] {
  const faults: Witness[] = [];
  const latest = new Map<number, OpLine>();
  for (const op of ops) {
    if (faults.length >= MOST) break;
    if (op.ret !== null && op.ret < op.call) faults.push(answeredEarly(op));
    const before = latest.get(op.client);
    // A call that never returned is still open: its client's id is never used again.
    if (before !== undefined && op.call < endOf(before)) faults.push(atOnce(before, op));
    if (before === undefined || endOf(op) > endOf(before)) latest.set(op.client, op);
  }
  return faults;
}

const endOf = ({ ret }: OpLine): number => ret ?? Infinity;

const answeredEarly = (op: OpLine): Witness => ({
  why: `operation ${op.id} was answered before it was called`,
  observed: [['recorded', describeOp(op)]],
  operations: [op.id],
  legal: 'an answer after its call',
});

const atOnce = (first: OpLine, second: OpLine): Witness => ({
  why: `client ${first.client} had two calls open at once`,
  observed: [
    ['one', describeOp(first)],
    ['other', describeOp(second)],
  ],
  operations: [first.id, second.id],
  legal: 'a client calls, is answered, then calls again, and never again after an open call',
});
