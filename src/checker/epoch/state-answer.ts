import { byteString } from '../../history/byte-string.ts';
import type { KeyValue, OpLine } from '../../history/types.ts';
import { describeKv } from '../describe.ts';
import type { MemberState } from '../facts.ts';
import { adopt, tryRepair } from './adopt.ts';
import { contradiction } from './contradiction.ts';
import { legalText } from './legal.ts';
import { confirm, mayLackLine, type Progress } from './progress.ts';
import { describeState, nameOf } from './show.ts';

const MOST = 5;

/** Holds the whole state of a member against the key space at its revision. */
export function keySpaceMismatches(progress: Progress, state: MemberState, at: number): void {
  const { outline, log, found, facts } = progress;
  if (at < outline.initial.revision) return;
  overtaken(progress, state);
  const seen = new Map<number, KeyValue>();
  for (const kv of state.kvs) {
    const key = outline.keys.id(kv.key);
    if (key >= 0) seen.set(key, kv);
    else if (facts.owns(byteString(kv.key)))
      accuse(progress, state, -1, kv, 'a key that nobody wrote');
  }
  const before = found.length;
  for (let key = 0; key < outline.keys.size && found.length - before < MOST; key++) {
    const kv = seen.get(key);
    if (log.matches(key, kv)) {
      confirm(progress, key, at);
      continue;
    }
    const outcome = tryRepair(progress, { key, seen: kv, why: '' }, at);
    if (outcome === 'repaired') continue;
    const name = nameOf(progress, key);
    if (outcome === 'maybe') {
      progress.doubts.add(`${name} may differ in the ${describeState(state)}`);
    } else accuse(progress, state, key, kv, why(progress, key, kv));
    adopt(progress, key, kv, at);
  }
}

/** A linearizable read that missed what was known before it was called. */
function overtaken({ outline, found }: Progress, state: MemberState): void {
  const { read, occasion, at } = state.line;
  if (read !== 'linearizable' || occasion !== 'final') return;
  const slot = outline.revisions.slotOf(state.revision);
  const later = outline.known.later(slot);
  if (later.at >= at) return;
  const why = 'the final state is older than what was known before it was read';
  const roles = [
    ['returned first', outline.ops[later.op] as OpLine],
    ['found in', describeState(state)],
  ] as const;
  found.push(contradiction('final', why, roles));
}

function why(progress: Progress, key: number, kv: KeyValue | undefined): string {
  const name = nameOf(progress, key);
  if (kv === undefined) return `${name} is gone`;
  if (!progress.log.isLive(key)) return `${name} is there, though it was deleted`;
  return `${name} is not as it was written`;
}

function accuse(
  progress: Progress,
  state: MemberState,
  key: number,
  kv: KeyValue | undefined,
  why: string,
): void {
  const { log, outline, found } = progress;
  if (mayLackLine(progress)) {
    progress.doubts.add(
      `${why} in the ${describeState(state)}, and lines of the record are missing`,
    );
    return;
  }
  const view = key < 0 ? undefined : log.view(log.newest[key] as number);
  const writer = view === undefined ? undefined : outline.ops[view.op];
  const roles: [string, OpLine | string][] = writer === undefined ? [] : [['written by', writer]];
  roles.push(['found', kv === undefined ? 'no such key' : describeKv(kv)]);
  roles.push(['found in', describeState(state)]);
  const kind = state.line.occasion === 'final' ? 'final' : 'restored';
  found.push(contradiction(kind, why, roles, key < 0 ? undefined : legalText(progress, key)));
}
