import { sameBytes } from '../history/byte-string.ts';
import type { WatchEvent } from '../history/types.ts';
import { describeKv } from './describe.ts';
import { NONE } from './epoch/change-log.ts';
import type { Replay } from './epoch/replay.ts';
import type { Witness } from '../core/check-result.ts';
import { defineWatchCheck, toldWrong } from './watch/define-watch-check.ts';
import { truthOf, type Truth } from './watch/expected.ts';
import { OwnStory, type Flaw } from './watch/own-story.ts';
import type { Received } from './watch/stream.ts';
import type { Told } from './watch/told.ts';

export const watchEventsAreTrue = defineWatchCheck({
  name: 'watch-events-are-true',
  guarantee:
    'Every event tells what happened to its key at its revision: kind, value, create revision ' +
    'and ' +
    'version, and, where asked for, the key as it was before.',
  how:
    'Every event is held against the replay of its epoch, and against what the same watch was ' +
    'told of the key before: of a watch of puts and deletes nothing is hidden. A previous value ' +
    'that may have been compacted can be absent; what is shown must be right.',
  evidence: 'events',
  needsReplay: true,
  *find(stream, { facts, epoch, replay, count }) {
    if (replay === undefined) return;
    const truth = truthOf(facts, epoch.n, replay);
    const { initial, keys } = replay.outline;
    const { told } = stream;
    const { mods, size } = told;
    count(size);
    const story = new OwnStory(stream, facts);
    let at = 0;
    for (let i = 0; i < size; i++) {
      const mod = mods[i] as number;
      const key = keys.ofMet[told.keys[i] as number] ?? -1;
      const flaw = story.flawOf(i);
      if (mod > initial.revision && key >= 0) {
        at = seek(truth, at, key, mod);
        const change = changeAt(truth, at, key, mod);
        const why = untrue(replay, change, told, i);
        if (why !== undefined) {
          yield toldWrong(why, [['told', told.at(i)], ...shown(replay, change)]);
          continue;
        }
      }
      if (flaw !== undefined) yield flawed(told, i, flaw);
    }
  },
});

/** What the watch itself shows to be wrong. */
function flawed(told: Told, place: number, { why, before }: Flaw): Witness {
  const stamps = (at: number): string =>
    told.puts[at] === 1 ? `create ${told.creates[at]} version ${told.versions[at]}` : 'deleted';
  const rows = [before, place].filter((at) => at >= 0);
  return toldWrong(
    why,
    rows.flatMap((at) => [['told', told.at(at)] as const, ['shown', stamps(at)] as const]),
  );
}

/**
 * The place of a change of the key at a revision, or of any change there; events mostly come in
 * the order of the changes, so that the next one is the one looked for.
 */
function seek({ order, replay }: Truth, from: number, key: number, revision: number): number {
  const { revisions, keys } = replay.log;
  const rev = (i: number): number => revisions[order[i] as number] as number;
  let at = from;
  while (at < order.length && rev(at) < revision) at += 1;
  while (at < order.length && rev(at) === revision && keys[order[at] as number] !== key) at += 1;
  if (at < order.length && rev(at) === revision) return at;
  while (at > 0 && (at === order.length || rev(at) > revision)) at -= 1;
  while (at > 0 && rev(at) === revision && keys[order[at] as number] !== key) at -= 1;
  return at;
}

function changeAt({ order, replay }: Truth, at: number, key: number, revision: number): number {
  const { log } = replay;
  const change = order[at] ?? NONE;
  return log.revisions[change] === revision && log.keys[change] === key ? change : NONE;
}

/** Whether an event without a previous value tells exactly what happened: nearly always. */
function isAsTold({ log }: Replay, change: number, told: Told, i: number): boolean {
  const version = log.versions[change] as number;
  if (told.hasPrevious || version > 0 !== (told.puts[i] === 1)) return false;
  if (version === 0) return true;
  if (told.creates[i] !== log.creates[change] || told.versions[i] !== version) return false;
  return sameBytes(told.values[i], log.values[change]);
}

/** An event without a change: wrong where an answered write claims the revision for itself. */
function undisputed({ outline, whole }: Replay, { mod }: Received): string | undefined {
  const slot = outline.revisions.slotOf(mod);
  const claimed = slot >= 0 && (outline.claims[slot] as number) >= 0;
  return whole && claimed ? 'an event of a key that its revision did not change' : undefined;
}

function untrue(replay: Replay, change: number, told: Told, i: number): string | undefined {
  if (change !== NONE && isAsTold(replay, change, told, i)) return undefined;
  const now = told.at(i);
  return change === NONE ? undisputed(replay, now) : wrong(replay, change, now.event);
}

function wrong({ log }: Replay, change: number, event: WatchEvent): string | undefined {
  const live = (log.versions[change] as number) > 0;
  if (live !== (event.type === 'put')) return `a ${live ? 'put' : 'delete'} was told as the other`;
  if (live && event.value !== undefined && !sameBytes(event.value, log.values[change])) {
    return 'an event shows another value than was written';
  }
  const { create, version } = event;
  if (live && create !== undefined && Number(create) !== log.creates[change]) {
    return 'an event shows another create revision';
  }
  if (live && version !== undefined && Number(version) !== log.versions[change]) {
    return 'an event shows another version';
  }
  const before = log.view(log.previous[change] as number);
  if (event.prev === undefined) return undefined;
  if (before?.live !== true) return 'an event shows a previous value where there was none';
  const same =
    Number(event.prev.mod) === before.revision && sameBytes(event.prev.value, before.value);
  return same ? undefined : 'an event shows another previous value';
}

function shown({ log, outline }: Replay, change: number): [string, string][] {
  const view = log.view(change);
  if (view === undefined) return [];
  const { create, revision, version, value = '', lease } = view;
  const stamps = { create: String(create), mod: String(revision), version: String(version) };
  const key = outline.keys.name(view.key);
  return [['replayed', view.live ? describeKv({ key, value, lease, ...stamps }) : 'deleted']];
}
