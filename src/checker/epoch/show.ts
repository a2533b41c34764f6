import { showKey } from '../../history/show-bytes.ts';
import type { OpLine } from '../../history/types.ts';
import type { MemberState } from '../facts.ts';
import type { Observer } from './evidence.ts';
import type { Progress } from './progress.ts';

/** A key as people read it. */
export const nameOf = ({ outline }: Progress, key: number): string =>
  showKey(outline.keys.name(key));

/** Who saw something: an operation stays one, the others become text. */
export function shownAt(by: Observer): OpLine | string {
  if (typeof by === 'string' || 'req' in by) return by;
  return describeState(by);
}

export const describeState = (state: MemberState): string =>
  `${state.line.read} state of ${state.member} at revision ${state.revision}`;
