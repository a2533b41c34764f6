import { sameBytes } from '../../history/byte-string.ts';
import { showBytes, showKey } from '../../history/show-bytes.ts';
import { dependsOnState } from '../../history/effects.ts';
import type { OpLine } from '../../history/types.ts';
import type { Candidate } from './candidates.ts';
import { GONE, type Link } from './chain.ts';
import { NOBODY } from './change-log.ts';
import { contradiction } from './contradiction.ts';
import { attachedAt, effectsAt } from './effects-at.ts';
import type { Seen } from './evidence.ts';
import { heedShown } from './heed-events.ts';
import { mayDo } from './may-do.ts';
import { confirm, notePick, type Progress } from './progress.ts';
import { repair } from './repair.ts';
import { shownAt } from './show.ts';
import { unwritten } from './unwritten.ts';

/** A revision that nobody claims, yet somebody saw what it did: finds out who made it. */
export function explainGap(progress: Progress, revision: number): void {
  const { outline, counts, facts } = progress;
  const seen = [...(outline.evidence.at.get(revision) as Map<string, Seen>).values()];
  const own = seen.filter(({ key }) => facts.owns(key));
  if (own.length === 0) {
    counts.foreign += 1;
    for (const one of seen) asSeen(progress, one, revision);
    return;
  }
  for (const one of own) expectLive(progress, one, revision);
  const known = outline.known.by(revision).at;
  const fitting = possible(progress, own).filter(({ op }) => op.call <= known);
  const explained = [
    // A lease may end at any time, so that to say so takes nothing away from later revisions.
    ...endOfLease(progress, own, revision),
    ...fitting.map((candidate) => byCandidate(progress, candidate, revision)),
  ].filter(({ effects }) => agrees(progress, effects, seen));
  if (explained.length > 0) {
    const whole = seen.every(({ type, value }) => type === 'delete' || value !== undefined);
    carryOut(progress, explained, seen.length, whole);
    for (const { kv } of own) if (kv !== undefined) heedShown(progress, kv, revision);
    return;
  }
  if (fitting.length > 0) {
    // What else it did, if it was one of these, is not in the log.
    notePick(progress);
    const ids = fitting.slice(0, 3).map(({ op }) => op.id);
    progress.doubts.add(`revision ${revision} may be of operation ${ids.join(' or ')}`);
  } else blame(progress, own[0] as Seen, revision);
  for (const one of seen) asSeen(progress, one, revision);
}

interface Explanation {
  /** Explanations of the same name are as good as each other, now and later. */
  readonly name: string;
  readonly dependsOnState: boolean;
  readonly effects: ReadonlyMap<number, Link>;
  carryOut(alone: boolean): void;
}

function byCandidate(progress: Progress, candidate: Candidate, revision: number): Explanation {
  return {
    name: JSON.stringify(candidate.op.req),
    dependsOnState: dependsOnState(candidate.op.req),
    effects: effectsAt(progress, candidate, revision),
    carryOut: () => {
      candidate.used = true;
      progress.counts.happened += 1;
    },
  };
}

/** Takes the explanation with the fewest changes that nobody saw. */
function carryOut(
  progress: Progress,
  explained: Explanation[],
  seen: number,
  whole: boolean,
): void {
  const [best, ...others] = explained.sort((a, b) => a.effects.size - b.effects.size);
  if (best === undefined) return;
  const exact = best.effects.size === seen;
  const vague = others.length > 0 && !whole;
  const unlike = others.some(({ name, effects }) => name !== best.name || effects.size !== seen);
  // Which way a txn went, and what a range held, may depend on changes that nobody saw.
  const shaky = best.dependsOnState && progress.gaps.any(0, progress.revision);
  // An earlier pick may have left this one, whose other effects nobody saw.
  const open = others.length > 0 || progress.picks > 0;
  if (vague || unlike || shaky || (open && !exact)) notePick(progress);
  best.carryOut(others.length === 0);
  perform(progress, best.effects);
}

/** A deletion was seen of a key that is not there: a hidden put may have brought it. */
function expectLive(progress: Progress, one: Seen, revision: number): void {
  const key = progress.outline.keys.idOf(one.key);
  if (one.type !== 'delete' || progress.log.isLive(key)) return;
  repair(progress, key, revision - 1, (state) => state.live);
}

/** Unused writes of unknown fate that may have done what was seen, whatever the state was. */
function possible({ candidates, outline }: Progress, own: readonly Seen[]): Candidate[] {
  const [first] = own as [Seen];
  return candidates
    .touching(outline.keys.idOf(first.key))
    .filter((candidate) => !candidate.pinned || own.some(isFull))
    .filter((candidate) => own.every((one) => mayDo(candidate, one)));
}

/** Whether the value was seen, which tells writes apart. */
const isFull = ({ type, value }: Seen): boolean => type === 'put' && value !== undefined;

function agrees(
  { outline }: Progress,
  effects: ReadonlyMap<number, Link>,
  seen: readonly Seen[],
): boolean {
  return seen.every((one) => {
    const link = effects.get(outline.keys.idOf(one.key));
    if (link?.type !== one.type) return false;
    return one.value === undefined || one.type === 'delete' || sameBytes(link.value, one.value);
  });
}

function perform(progress: Progress, effects: ReadonlyMap<number, Link>): void {
  const { log } = progress;
  for (const [key, { type, value, lease, revision, op }] of effects) {
    if (type === 'delete') log.remove(key, revision, op);
    else log.put(key, value ?? '', lease, revision, op);
  }
}

/** Expiry and revoke take all keys of a lease at once. */
function endOfLease(progress: Progress, own: readonly Seen[], revision: number): Explanation[] {
  const { log, outline, leases } = progress;
  const [first] = own as [Seen];
  const lease = log.view(log.newest[outline.keys.idOf(first.key)] as number)?.lease ?? '0';
  if (lease === '0' || own.some(({ type }) => type === 'put')) return [];
  const keys = attachedAt(progress, lease, revision);
  const effects = new Map(keys.map((key) => [key, { ...GONE, revision }]));
  const carryOut = (certain: boolean): void => {
    leases.push({ lease, revision, keys, certain });
  };
  return [{ name: `end of ${lease}`, dependsOnState: false, effects, carryOut }];
}

/** Goes on from what was seen. */
function asSeen(progress: Progress, { key: name, type, value, kv }: Seen, revision: number): void {
  const { log, outline } = progress;
  const key = outline.keys.idOf(name);
  if (type === 'delete') log.remove(key, revision, NOBODY);
  else if (kv !== undefined) log.set(key, kv, NOBODY);
  else log.put(key, value ?? '', '0', revision, NOBODY);
  if (kv !== undefined || type === 'delete') confirm(progress, key, revision);
}

/** A write of unknown fate that may have done what was seen, and was used for something else. */
function pickedFor({ candidates }: Progress, seen: Seen): OpLine | undefined {
  return candidates.all.find((candidate) => candidate.used && mayDo(candidate, seen))?.op;
}

/** Of a deletion, and of a put without its value, a pick made earlier may hide the maker. */
function mayBePicked({ picks, candidates, outline, log }: Progress, seen: Seen): boolean {
  if (picks === 0 || isFull(seen)) return false;
  const key = outline.keys.idOf(seen.key);
  if (candidates.wide || candidates.naming(key).length > 0) return true;
  return [...log.attached.values()].some((keys) => keys.has(key));
}

function blame(progress: Progress, seen: Seen, revision: number): void {
  const { facts, found, doubts } = progress;
  const { kind, why, by } = unwritten(progress, seen, revision);
  const certain = kind === 'refused' || kind === 'real-time' || kind === 'answer';
  // What a write of unknown fate was used for before may be of a line that is missing.
  const guessed = kind === 'answer' && by?.outcome === 'info';
  if (!facts.complete && (!certain || guessed)) {
    doubts.add(`revision ${revision} is unclaimed, and lines of the record are missing`);
    return;
  }
  const observer = shownAt(seen.by);
  const picked = by?.outcome === 'info' ? by : pickedFor(progress, seen);
  if (progress.picks > 0 && picked !== undefined) {
    doubts.add(`revision ${revision} may be of operation ${picked.id}, picked for another`);
    return;
  }
  if (mayBePicked(progress, seen)) {
    doubts.add(`revision ${revision} may be of something that was picked for another`);
    return;
  }
  const roles: [string, OpLine | string][] = by === undefined ? [] : [['written by', by]];
  const text = `${seen.type} ${showKey(seen.key)} at ${revision}`;
  const value = seen.value === undefined ? '' : ` = ${showBytes(seen.value)}`;
  roles.push(['seen', `${text}${value}`], ['seen by', observer]);
  const state = seen.from === 'final' || seen.from === 'restored';
  found.push(contradiction(state && !certain ? seen.from : kind, why, roles));
}
