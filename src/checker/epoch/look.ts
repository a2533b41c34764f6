import type { OpLine } from '../../history/types.ts';
import { KIND } from '../columns/kind.ts';
import { accuse } from './accuse.ts';
import { tryRepair } from './adopt.ts';
import { applyTxn, deleteRange, type DeleteRequest } from './apply-claim.ts';
import { checkRead } from './check-read.ts';
import { attachedAt } from './effects-at.ts';
import { isAsItWas } from './is-as-it-was.ts';
import { confirm, type Progress } from './progress.ts';

/** Somebody who looked at this revision without making it. */
export function look(progress: Progress, index: number, at: number): void {
  const { outline: plan, counts } = progress;
  const kind = plan.columns.kinds[index] as number;
  if (at >= plan.initial.revision && isAsItWas(progress, index, at)) {
    counts.reads += 1;
    return;
  }
  const op = plan.ops[index] as OpLine;
  const { req, res } = op;
  if (res === null) return;
  if (req.op === 'lease-revoke') endLease(progress, op, req.lease, at);
  if (kind === KIND.compact || kind === KIND.put || kind === KIND.lease) return;
  if (at < plan.initial.revision) {
    counts.skipped += 1;
    return;
  }
  counts.reads += 1;
  const { asked, headers } = plan.columns;
  if (req.op === 'txn') applyTxn(progress, index, at);
  else if (req.op === 'delete') deletedNothing(progress, index, req, at);
  else if (req.op === 'get' || req.op === 'range') {
    if ((asked[index] as number) > (headers[index] as number)) {
      accuse(progress, op, 'no', -1, 'answered for a revision that did not exist yet');
    } else checkRead(progress, op, req, res, plan.opKeys[index] as number, at);
  }
}

function deletedNothing(progress: Progress, index: number, req: DeleteRequest, at: number): void {
  const { low, high } = deleteRange(progress.outline, req, index);
  const op = progress.outline.ops[index] as OpLine;
  for (let key = low; key < high; key++) {
    if (!progress.log.isLive(key)) {
      confirm(progress, key, at);
      continue;
    }
    const outcome = tryRepair(progress, { key, seen: undefined, why: '' }, at);
    if (outcome === 'repaired') {
      confirm(progress, key, at);
      continue;
    }
    accuse(progress, op, outcome, key, 'deleted nothing where there was something');
    return;
  }
}

/** After a revoke was answered, nothing hangs on the lease any more. */
function endLease(progress: Progress, op: OpLine, lease: string, at: number): void {
  const [key] = attachedAt(progress, lease, at);
  if (key === undefined) return;
  const outcome = tryRepair(progress, { key, seen: undefined, why: '' }, at);
  if (outcome !== 'repaired') {
    accuse(progress, op, outcome, key, 'a revoked lease left its keys behind');
  }
}
