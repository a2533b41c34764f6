import { changedSomething, takenBranch } from '../../history/effects.ts';
import type { Bytes, Compare, OpLine, PlainRequest, PlainResponse } from '../../history/types.ts';
import { KIND } from '../columns/kind.ts';
import { accuse } from './accuse.ts';
import { compareHolds } from './compare.ts';
import type { Outline } from './outline.ts';
import { confirm, type Outcome, type Progress } from './progress.ts';
import { checkRead } from './check-read.ts';
import { ROLE } from './role.ts';
import { repair } from './repair.ts';

export type DeleteRequest = Extract<PlainRequest, { op: 'delete' }>;

/** Carries out the write that claims this revision, and holds its own answer against the state. */
export function applyClaim(progress: Progress, index: number, at: number): void {
  const { outline: plan, log, counts } = progress;
  const { kinds, leased, values } = plan.columns;
  counts.writes += 1;
  if (kinds[index] === KIND.put) {
    const lease = leased.get(index) ?? '0';
    log.put(plan.opKeys[index] as number, values[index] as Bytes, lease, at, index);
    return;
  }
  const op = plan.ops[index] as OpLine;
  const { req } = op;
  if (req.op === 'delete') {
    applyDelete(progress, index, req, op.res as PlainResponse, at);
  } else applyTxn(progress, index, at);
}

/** A txn at its own revision, or one that changed nothing at the revision that it saw. */
export function applyTxn(progress: Progress, index: number, at: number): void {
  const { outline: plan, log, counts } = progress;
  const op = plan.ops[index] as OpLine;
  if (op.req.op !== 'txn' || op.res === null) return;
  checkCompares(progress, op, at - (plan.roles[index] === ROLE.write ? 1 : 0));
  const branch = takenBranch(op.req, op);
  if (!fitsBranch(branch, op.res.responses ?? [])) {
    const why = 'the answer does not fit the branch of the txn that it says was taken';
    accuse(progress, op, 'no', -1, why);
    return;
  }
  branch.forEach((sub, i) => {
    const res = op.res?.responses?.[i] ?? {};
    if (sub.op === 'put') {
      log.put(plan.keys.id(sub.key), sub.value, sub.lease ?? '0', at, index);
    } else if (sub.op === 'delete') applyDelete(progress, index, sub, res, at);
    else if (sub.rev !== undefined && sub.rev !== '0') counts.skipped += 1;
    else checkRead(progress, op, sub, res, plan.keys.id(sub.key), at);
  });
}

/** One answer for each request, each of its kind. */
function fitsBranch(branch: readonly PlainRequest[], responses: readonly PlainResponse[]): boolean {
  if (branch.length !== responses.length) return false;
  return branch.every(({ op }, i) => {
    const { deleted, count, kvs } = responses[i] as PlainResponse;
    if (op === 'delete') return deleted !== undefined && count === undefined;
    const isRead = count !== undefined || kvs !== undefined;
    return deleted === undefined && isRead === (op !== 'put');
  });
}

function applyDelete(
  progress: Progress,
  index: number,
  req: DeleteRequest,
  res: PlainResponse,
  at: number,
): void {
  const { outline: plan, log } = progress;
  const { low, high } = deleteRange(plan, req, index);
  let live = 0;
  for (let key = low; key < high; key++) if (log.isLive(key)) live += 1;
  if (res.deleted !== undefined && live !== res.deleted) {
    wrongCount(progress, plan.ops[index] as OpLine, { low, high }, res.deleted, live, at);
  }
  // A count of one key, or of none, says of each key what it was.
  const isTold = res.deleted === 0 || high - low === 1;
  for (let key = low; key < high; key++) {
    if (!log.isLive(key)) {
      if (isTold && live === res.deleted) confirm(progress, key, at);
      continue;
    }
    log.remove(key, at, index);
    confirm(progress, key, at);
  }
}

function wrongCount(
  progress: Progress,
  op: OpLine,
  { low, high }: { low: number; high: number },
  deleted: number,
  live: number,
  at: number,
): void {
  const why = `deleted ${deleted} keys where there were ${live}`;
  if (high - low !== 1 || deleted > 1) {
    const unsure = deleted <= high - low && isOpen(progress, { low, high }, at);
    accuse(progress, op, unsure ? 'maybe' : 'no', low < high ? low : -1, why);
    return;
  }
  const before = at - (changedSomething(op) ? 1 : 0);
  const outcome = repair(progress, low, before, (state) => state.live === deleted > 0);
  if (outcome !== 'repaired') accuse(progress, op, outcome, low, why);
}

/** Whether any key of a range may have been changed by something that nobody saw. */
function isOpen(
  { candidates, gaps, confirmedAt, log, picks, facts }: Progress,
  { low, high }: { low: number; high: number },
  at: number,
): boolean {
  for (let key = low; key < high; key++) {
    if (picks > 0 && (candidates.wide || candidates.naming(key).length > 0)) return true;
    if (!gaps.any(confirmedAt[key] as number, at - 1)) continue;
    if (!facts.complete) return true;
    if (candidates.touching(key).some(({ pinned }) => !pinned)) return true;
    if ([...log.attached.values()].some((keys) => keys.has(key))) return true;
  }
  return false;
}

export function deleteRange(
  { keys, ops, opKeys }: Outline,
  req: DeleteRequest,
  index: number,
): { low: number; high: number } {
  if (req.end !== undefined) return keys.range(req.key, req.end);
  const id = ops[index]?.req === req ? (opKeys[index] as number) : keys.id(req.key);
  return id < 0 ? { low: 0, high: 0 } : { low: id, high: id + 1 };
}

function checkCompares(progress: Progress, op: OpLine, at: number): void {
  const { outline: plan, log } = progress;
  if (op.req.op !== 'txn') return;
  const { compares } = op.req;
  const wanted = op.res?.succeeded === true;
  const failing = compares.find((compare) => {
    const key = plan.keys.id(compare.key);
    return !compareHolds(compare, key < 0 ? undefined : log.view(log.newest[key] as number));
  });
  if ((failing === undefined) === wanted) {
    noteCompares(progress, compares, at, wanted);
    return;
  }
  const why = wanted
    ? 'compares held that should have failed'
    : 'compares failed that should have held';
  const compare = failing ?? compares[0];
  const key = compare === undefined ? -1 : plan.keys.id(compare.key);
  let outcome: Outcome = 'no';
  if (compare !== undefined && key >= 0 && (wanted || compares.length === 1)) {
    outcome = repair(progress, key, at, (state) => compareHolds(compare, state) === wanted);
  }
  if (outcome === 'repaired') return;
  accuse(progress, op, outcome === 'no' && shaky(progress, op) ? 'maybe' : outcome, key, why);
}

/** Of several compares that did not all hold, nobody knows which one failed. */
function noteCompares(
  { candidates, compared, outline }: Progress,
  compares: readonly Compare[],
  at: number,
  held: boolean,
): void {
  if (candidates.all.length === 0 || (!held && compares.length !== 1)) return;
  for (const compare of compares) {
    const key = outline.keys.id(compare.key);
    const known = compared.get(key);
    if (known === undefined) compared.set(key, [{ at, compare, held }]);
    else known.push({ at, compare, held });
  }
}

/** Several keys are compared: any of them may have been changed by a write of unknown fate. */
function shaky(progress: Progress, op: OpLine): boolean {
  const { candidates, outline: plan, gaps, revision, log } = progress;
  if (op.req.op !== 'txn' || op.req.compares.length < 2) return false;
  return op.req.compares.some((compare) => {
    const key = plan.keys.id(compare.key);
    if (key < 0 || !gaps.any(0, revision)) return false;
    const leased = (log.view(log.newest[key] as number)?.lease ?? '0') !== '0';
    if (leased || candidates.touching(key).length > 0) return true;
    return progress.picks > 0 && (candidates.wide || candidates.naming(key).length > 0);
  });
}
