import { seconds } from '../core/duration.ts';
import type { Ns, OpLine } from '../history/types.ts';
import type { DrillView } from './drill-view.ts';
import { isWriteRequest } from './writes.ts';

/**
 * The error of "the first call that went through was `op`": one probe interval plus the time to
 * connect. Undefined when the record does not say how often it probed.
 *
 * The interval is the greatest distance between two attempts at `op`'s member, from the one before
 * `op` to the moment at which `op` had its connection, so that a prober that stalls widens the
 * error bar instead of hiding. Attempts at others tell nothing: it may have been back since.
 * The time to connect is that of `op`; when fresh attempts kept coming and failing while it waited,
 * most of its wait was the outage itself, and what counts is what a new connection cost in the
 * second after.
 */
export function resolutionAt(view: DrillView, op: OpLine): Ns | undefined {
  const { probeEveryNs } = view;
  if (probeEveryNs === undefined) return undefined;
  const attempts = attemptsLike(view, op);
  const connect = op.connectNs ?? 0;
  const connected = op.call + connect;
  const before = attempts.findLast((other) => other !== op && other.call <= op.call);
  const during = attempts.filter(({ call }) => call > op.call && call <= connected);
  const calls = [before?.call ?? op.call, op.call, ...during.map(({ call }) => call)];
  if (during.length === 0) return Math.max(probeEveryNs, widest(calls)) + connect;
  const usual = costOfConnecting(attempts, connected) ?? connect;
  return Math.max(probeEveryNs, widest([...calls, connected])) + Math.min(connect, usual);
}

/** Calls that ask for the same; probes alone where there are any, because each dials anew. */
function attemptsLike({ record, attempts }: DrillView, op: OpLine): readonly OpLine[] {
  const write = isWriteRequest(op.req);
  const alike = write ? attempts : record.ops.filter(({ req }) => !isWriteRequest(req));
  const probes = alike.filter(({ probe }) => probe === true);
  const some = probes.length > 0 ? probes : alike;
  const sameMember = some.filter(({ member }) => member === op.member);
  const askedBefore = sameMember.some((other) => other !== op && other.call <= op.call);
  return askedBefore ? sameMember : some; // a member that came later was not to be asked before
}

/** Median of the connections made by acknowledged calls of the second from `from` on. */
function costOfConnecting(attempts: readonly OpLine[], from: Ns): Ns | undefined {
  const costs = attempts
    .filter(({ call, outcome }) => outcome === 'ok' && call >= from && call < from + seconds(1))
    .flatMap(({ connectNs }) => connectNs ?? []);
  return costs.sort((a, b) => a - b)[costs.length >> 1];
}

const widest = (calls: readonly Ns[]): Ns =>
  calls.reduce((most, call, i) => Math.max(most, call - (calls[i - 1] ?? call)), 0);
