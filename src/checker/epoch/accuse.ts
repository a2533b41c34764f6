import type { OpLine } from '../../history/types.ts';
import { NONE } from './change-log.ts';
import { contradiction } from './contradiction.ts';
import { legalText } from './legal.ts';
import { mayLackLine, notePick, type Outcome, type Progress } from './progress.ts';

/** Blames an answer, or notes a doubt when the replay cannot be sure of the key's state. */
export function accuse(
  progress: Progress,
  op: OpLine,
  outcome: Outcome,
  key: number,
  why: string,
): void {
  if (outcome === 'maybe' || mayLackLine(progress)) {
    progress.doubts.add(`${why} (operation ${op.id}), and unclaimed revisions may explain it`);
    // Whatever explains it is not in the log, so that what comes behind it may look wrong.
    notePick(progress);
    return;
  }
  const { log, outline: plan, found } = progress;
  const view = log.view(key < 0 ? NONE : (log.newest[key] as number));
  const roles: [string, OpLine | string][] = [];
  const writer = view === undefined ? undefined : plan.ops[view.op];
  if (writer !== undefined && writer !== op) roles.push(['written by', writer]);
  roles.push(['answered', op]);
  const claimer = claimerOf(progress, op, key);
  if (claimer !== undefined && claimer !== writer && claimer !== op) {
    roles.push(['claims the revision shown', claimer]);
  }
  const legal = key < 0 ? undefined : legalText(progress, key);
  found.push(contradiction('answer', why, roles, legal));
}

/** Who claims the revision that the answer shows for the key. */
function claimerOf({ outline: plan }: Progress, op: OpLine, key: number): OpLine | undefined {
  const parts = [op.res ?? {}, ...(op.res?.responses ?? [])];
  for (const kv of parts.flatMap((part) => part.kvs ?? [])) {
    if (plan.keys.id(kv.key) !== key) continue;
    const slot = plan.revisions.slotOf(Number(kv.mod));
    return slot < 0 ? undefined : plan.ops[plan.claims[slot] as number];
  }
  return undefined;
}
