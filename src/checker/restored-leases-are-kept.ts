import type { Witness } from '../core/check-result.ts';
import type { HeldLease, OpLine, StateLine } from '../history/types.ts';
import { at } from './describe.ts';
import type { MemberState } from './facts.ts';
import { grantedButMissing } from './granted-leases.ts';
import { defineKeptCheck, type Comparison, type Kept } from './kept.ts';
import { attachedOtherwise, calledBy } from './lease-keys.ts';

/** Leases come back whole, with their full time to live; with them locks and registrations live. */
export const restoredLeasesAreKept = defineKeptCheck({
  name: 'restored-leases-are-kept',
  what: 'leases',
  guarantee:
    'A restored cluster has the leases of the snapshot: each with its id, at least its granted ' +
    'time to live, which begins anew, and its keys; none that the old one granted later or had ' +
    'ended before.',
  how:
    "The leases in the snapshot's file are held against those that the members of the new epoch " +
    'tell. One that is missing may have been revoked by a call of the new epoch, or have ended ' +
    'when its time since the restore was over (a checkpoint may have left it less); keys that a ' +
    'call of the new epoch may have touched are left out. The file itself must have every lease ' +
    'that was granted before a write was called which it holds, unless it was revoked or may ' +
    'have ended. Unknown when either was not read, no ' +
    'lease could be judged, or there is a lease that nobody is known to have granted.',
  count: ({ leases }) => leases?.held.length,
  concerns: (facts) =>
    facts.restores.some(({ old }) =>
      old.columns.leases.some((i) => old.ops[i]?.req.op === 'lease-grant'),
    ),
  lacking: grantedButMissing,
  compare(kept, state) {
    const { until, held } = leasesOf(state.line);
    const calls = calledBy(kept.fresh.ops, until);
    const found = new Map(held.map((lease) => [lease.id, lease]));
    const then = new Set(leasesOf(kept.snapshot).held.map(({ id }) => id));
    const judgeable = leasesOf(kept.snapshot).held.filter(
      (lease) => found.has(lease.id) || !mayHaveEnded(lease, kept, { until, calls }),
    );
    const both = { found, until, calls, then };
    const more = held.filter(({ id }) => !then.has(id) && !mayHaveBeen(id, 'lease-grant', calls));
    const known = (id: string): boolean => wasAskedFor(id, kept.old.ops);
    return {
      judged: judgeable.length,
      witnesses: [
        ...judgeable.flatMap((lease) => differs(lease, both, kept, state)),
        ...more.filter(({ id }) => known(id)).map((lease) => notThen(lease, kept, state)),
      ],
      doubts: more.filter(({ id }) => !known(id)).map(({ id }) => `nobody granted lease ${id}`),
    } satisfies Comparison;
  },
});

const leasesOf = ({ leases }: StateLine) => leases ?? { until: 0, held: [] };

/** Whether the new epoch may have ended a lease of the snapshot in the meantime. */
function mayHaveEnded(
  lease: HeldLease,
  { line }: Kept,
  { until, calls }: { until: number; calls: readonly OpLine[] },
): boolean {
  if (mayHaveBeen(lease.id, 'lease-revoke', calls)) return true;
  const seconds = Number(lease.left ?? lease.ttl ?? 0);
  return until >= line.at + seconds * 1e9;
}

/** Whether a call of these asked for this very lease, or was told of it. */
const wasAskedFor = (id: string, ops: readonly OpLine[]): boolean =>
  ops.some(({ req, res }) => req.op === 'lease-grant' && (res?.lease ?? req.lease) === id);

function mayHaveBeen(
  id: string,
  what: 'lease-grant' | 'lease-revoke',
  ops: readonly OpLine[],
): boolean {
  return ops.some(({ req, res, outcome }) => {
    if (req.op !== what || outcome === 'fail') return false;
    const own = res?.lease ?? req.lease;
    // "0" lets etcd choose, and nobody was told what.
    return own === id || (own === '0' && outcome === 'info');
  });
}

interface Now {
  readonly found: ReadonlyMap<string, HeldLease>;
  readonly until: number;
  readonly calls: readonly OpLine[];
}

function differs(was: HeldLease, now: Now, kept: Kept, state: MemberState): Witness[] {
  const is = now.found.get(was.id);
  if (is === undefined) {
    const since = `nobody revoked it up to ${at(now.until)}`;
    return [
      witness(`lease ${was.id} is gone`, was, `no such lease at ${state.member}; ${since}`, kept),
    ];
  }
  const found = `${show(is)} at ${state.member}`;
  if (is.ttl !== undefined && was.ttl !== undefined && BigInt(is.ttl) < BigInt(was.ttl)) {
    return [witness(`lease ${was.id} came back with a shorter life`, was, found, kept)];
  }
  const keys = attachedOtherwise(is, state, now.calls, kept.facts);
  return keys.map((why) => witness(`lease ${was.id}: ${why}`, was, found, kept));
}

const notThen = (lease: HeldLease, kept: Kept, { member }: MemberState): Witness => ({
  ...witness(`lease ${lease.id} is back, and was not in the snapshot`, lease, '', kept),
  observed: [
    ['snapshot', `no lease ${lease.id} at revision ${kept.snapshot.revision}`],
    ['found', `${show(lease)} at ${member}`],
  ],
});

const witness = (
  why: string,
  was: HeldLease,
  found: string,
  { line, snapshot }: Kept,
): Witness => ({
  why,
  observed: [
    ['snapshot', `${show(was)} at revision ${snapshot.revision}`],
    ['restored', `${line.cause} at ${at(line.at)}`],
    ['found', found],
  ],
  operations: [],
  legal: 'the lease as the snapshot has it',
});

const show = ({ id, ttl, left, keys }: HeldLease): string =>
  [
    ttl === undefined ? `lease ${id}` : `lease ${id} for ${ttl} s`,
    ...(left === undefined ? [] : [`${left} s left`]),
    ...(keys === undefined ? [] : [`${keys.length} keys`]),
  ].join(', ');
