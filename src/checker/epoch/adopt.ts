import { sameBytes } from '../../history/byte-string.ts';
import type { KeyValue } from '../../history/types.ts';
import type { Mismatch } from './answers.ts';
import { NOBODY } from './change-log.ts';
import type { Comparable } from './compare.ts';
import { confirm, type Outcome, type Progress } from './progress.ts';
import { repair } from './repair.ts';

/** Goes on from what was seen, so that one contradiction does not breed others. */
export function adopt(
  progress: Progress,
  key: number,
  seen: KeyValue | undefined,
  at: number,
): void {
  const { log } = progress;
  if (seen !== undefined) log.set(key, seen, NOBODY);
  else if (log.isLive(key)) log.remove(key, at, NOBODY);
  confirm(progress, key, at);
}

/** Explains why a key is not as the replay has it; in foreign prefixes anything goes. */
export function tryRepair(progress: Progress, { key, seen }: Mismatch, at: number): Outcome {
  if (!progress.facts.owns(progress.outline.keys.name(key))) {
    adopt(progress, key, seen, at);
    return 'repaired';
  }
  if (seen === undefined) return repair(progress, key, at, (state) => !state.live);
  const view = progress.log.view(progress.log.newest[key] as number);
  const puts = view?.create === Number(seen.create) ? Number(seen.version) - view.version : 0;
  return repair(progress, key, at, (state) => isAsSeen(state, seen), puts);
}

const isAsSeen = (state: Comparable, seen: KeyValue): boolean =>
  state.live &&
  state.version === Number(seen.version) &&
  state.revision === Number(seen.mod) &&
  state.create === Number(seen.create) &&
  state.lease === seen.lease &&
  sameBytes(state.value, seen.value);
