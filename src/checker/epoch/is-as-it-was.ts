import type { OpLine } from '../../history/types.ts';
import { KIND } from '../columns/kind.ts';
import { confirm, type Progress } from './progress.ts';

/**
 * Whether a read shows what the replay has: nearly always, so this is told from the columns, and
 * what the read shows is confirmed. Anything else is looked at again, by the rules.
 */
export function isAsItWas(progress: Progress, index: number, at: number): boolean {
  const { shownFrom, counts, asked, headers, kinds } = progress.outline.columns;
  const kind = kinds[index];
  if (kind !== KIND.get && kind !== KIND.range) return false;
  const first = shownFrom[index] as number;
  const behind = shownFrom[index + 1] as number;
  if (counts[index] !== behind - first) return false;
  if ((asked[index] as number) > (headers[index] as number)) return false;
  return kind === KIND.get
    ? isKeyAsItWas(progress, index, first, behind, at)
    : isRangeAsItWas(progress, index, first, behind, at);
}

function isKeyAsItWas(
  progress: Progress,
  index: number,
  first: number,
  behind: number,
  at: number,
): boolean {
  const { log, outline: plan } = progress;
  const key = plan.opKeys[index] as number;
  if (behind - first > 1 || key < 0) return false;
  const { shown } = plan.columns;
  if (first === behind ? log.isLive(key) : !log.isAsShown(key, shown, first, plan.keys)) {
    return false;
  }
  confirm(progress, key, at);
  return true;
}

function isRangeAsItWas(
  progress: Progress,
  index: number,
  first: number,
  behind: number,
  at: number,
): boolean {
  const { log, outline: plan } = progress;
  const { req } = plan.ops[index] as OpLine;
  if (req.op !== 'range' || req.end === undefined || req.end === '') return false;
  if ((req.limit ?? 0) > 0 || plan.keys.hashed) return false;
  const { shown } = plan.columns;
  const { low, high } = plan.keys.range(req.key, req.end);
  let row = first;
  for (let key = low; key < high; key++) {
    if (!log.isLive(key)) continue;
    if (row === behind || !log.isAsShown(key, shown, row, plan.keys)) return false;
    row += 1;
  }
  if (row !== behind) return false;
  for (let key = low; key < high; key++) confirm(progress, key, at);
  return true;
}
