import { possibleEffects } from '../../history/effects.ts';
import type { OpLine } from '../../history/types.ts';
import type { ContradictionKind } from './contradiction.ts';
import type { Seen } from './evidence.ts';
import { mayDo } from './may-do.ts';
import type { Progress } from './progress.ts';

export interface Reason {
  readonly kind: ContradictionKind;
  readonly why: string;
  /** The write that it should have been, if there is any like it. */
  readonly by: OpLine | undefined;
}

/**
 * Says why no write can have made what was seen: the only ones like it were called too late, have
 * happened already, claim another revision, or were refused; or there is none like it.
 * Only reached once something is wrong, so it may look through all operations.
 */
export function unwritten(progress: Progress, seen: Seen, revision: number): Reason {
  const { outline, candidates } = progress;
  const key = outline.keys.idOf(seen.key);
  const alike = (op: OpLine): boolean => mayDo({ effects: possibleEffects(op.req) }, seen);
  if (seen.type === 'put' && seen.value !== undefined) {
    const late = candidates.touching(key).find((candidate) => mayDo(candidate, seen));
    if (late !== undefined) {
      const why = `revision ${revision} was known before the write that made it was called`;
      return { kind: 'real-time', why, by: late.op };
    }
    const used = candidates
      .naming(key)
      .find((candidate) => candidate.used && mayDo(candidate, seen));
    if (used !== undefined) {
      return { kind: 'answer', why: 'one write happened at two revisions', by: used.op };
    }
    const like = outline.ops.filter(alike);
    const claimed = like.find((op) => op.outcome === 'ok');
    if (claimed !== undefined) {
      const why = `a write claims revision ${claimed.res?.rev}, yet was seen at ${revision}`;
      return { kind: 'answer', why, by: claimed };
    }
    const refused = like.find((op) => op.outcome === 'fail');
    if (refused !== undefined) {
      return { kind: 'refused', why: 'a refused write took effect', by: refused };
    }
  }
  const why =
    seen.type === 'put'
      ? 'something was seen that nobody wrote'
      : 'a key is gone that nobody deleted';
  return { kind: 'unwritten', why, by: undefined };
}
