import type { Witness } from '../core/check-result.ts';
import { revision } from '../history/int64.ts';
import type { OpLine } from '../history/types.ts';
import { describeOp } from './describe.ts';
import type { Kept } from './kept.ts';

/**
 * Leases that must be in a snapshot and are not. A grant was answered before a write was called
 * that the snapshot holds, so it stands before that write in the log; nobody revoked it, and its
 * time from the call of the grant on was not over when the file was complete.
 * Cost: O(writes + lease calls).
 */
export function grantedButMissing({ old, line, snapshot }: Kept): Witness[] {
  const { until = 0, held = [] } = snapshot.leases ?? {};
  const there = new Set(held.map(({ id }) => id));
  const calls = old.columns.leases.map((i) => old.ops[i] as OpLine);
  const revoked = new Set(
    calls.flatMap(({ req, call, outcome }) =>
      req.op === 'lease-revoke' && outcome !== 'fail' && call < until ? [req.lease] : [],
    ),
  );
  const newest = newestHeld(old, revision(line.snapshot.revision));
  if (newest === undefined) return [];
  const missing = calls.filter(({ req, res, outcome, call, ret }) => {
    if (req.op !== 'lease-grant' || outcome !== 'ok' || ret === null) return false;
    const { lease = req.lease, ttl = '0' } = res ?? {};
    const lives = ret < newest.call && call + Number(ttl) * 1e9 > until;
    return lives && !there.has(lease) && !revoked.has(lease);
  });
  return missing.map((grant) => ({
    why: `lease ${grant.res?.lease} was granted, and the snapshot lacks it`,
    observed: [
      ['granted', describeOp(grant)],
      ['later', describeOp(newest)],
      ['snapshot', `revision ${snapshot.revision} of ${snapshot.member}, without the lease`],
    ],
    operations: [grant.id, newest.id],
    legal: 'a snapshot with all that was answered before what it holds was called',
  }));
}

/** Of the acknowledged writes that the snapshot holds, the one that was called last. */
function newestHeld({ ledger }: Kept['old'], upTo: number): OpLine | undefined {
  let newest: OpLine | undefined;
  for (const [i, op] of ledger.acknowledged.entries()) {
    if ((ledger.revisions[i] as number) > upTo) continue;
    if (newest === undefined || op.call > newest.call) newest = op;
  }
  return newest;
}
