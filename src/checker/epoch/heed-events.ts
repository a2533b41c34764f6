import type { KeyValue, WatchEvent } from '../../history/types.ts';
import type { Stream } from '../watch/stream.ts';
import type { Told } from '../watch/told.ts';
import { tryRepair } from './adopt.ts';
import { NOBODY, NONE } from './change-log.ts';
import { confirm, notePick, type Progress } from './progress.ts';
import { nameOf } from './show.ts';
import { againstToldDeletions } from './told-deletions.ts';

/**
 * Watch events as witnesses of what stood before them: the version, the create revision and the
 * previous value that an event shows tell of hidden changes. Whether the event itself is right is
 * another check's matter. Walks along the events of each watch while revisions grow.
 * Cost: O(events) over a whole replay, and nothing while every revision has one explanation.
 */
export class ToldEvents {
  readonly #streams: readonly Stream[];
  readonly #next: Int32Array;

  constructor(streams: readonly Stream[]) {
    this.#streams = streams;
    this.#next = new Int32Array(streams.length);
  }

  /** Holds the key space against what events of the revision tell of the one before it. */
  before(progress: Progress, revision: number): void {
    if (isPlain(progress)) return;
    this.#each(revision, (told, at) => {
      if (!told.hasPrevious) return;
      const { prev } = told.events[at] as WatchEvent;
      if (prev !== undefined) heedShown(progress, prev, revision - 1);
    });
  }

  /** The same against what they tell of the change itself, which is in the log. */
  after(progress: Progress, revision: number): void {
    if (isPlain(progress)) return;
    this.#each(revision, (told, at) => heedChange(progress, told, at, revision));
  }

  /** Holds the answer of the delete that claims the revision against what watches were told. */
  deletions(progress: Progress, index: number, revision: number): void {
    if (!isPlain(progress)) againstToldDeletions(progress, this.#streams, index, revision);
  }

  #each(revision: number, heed: (told: Told, at: number) => void): void {
    for (let i = 0; i < this.#streams.length; i++) {
      const { told } = this.#streams[i] as Stream;
      let at = this.#next[i] as number;
      while (at < told.size && (told.mods[at] as number) < revision) at += 1;
      this.#next[i] = at;
      for (; at < told.size && told.mods[at] === revision; at++) heed(told, at);
    }
  }
}

/** Nothing is hidden so far: then events cannot tell of it. */
const isPlain = ({ gaps, picks }: Progress): boolean => picks === 0 && !gaps.isOpen;

function heedChange(progress: Progress, told: Told, at: number, revision: number): void {
  const { log, outline } = progress;
  const key = outline.keys.ofMet[told.keys[at] as number] ?? -1;
  const change = key < 0 ? NONE : (log.newest[key] as number);
  if (change === NONE || told.puts[at] === 0 || log.revisions[change] !== revision) return;
  const sameCreate = log.creates[change] === told.creates[at];
  if (sameCreate && log.versions[change] === told.versions[at])
    return confirm(progress, key, revision);
  const { event } = told.at(at);
  const { value = log.values[change] ?? '', lease = log.leases[change] ?? '0' } = event;
  const { create, version, mod } = event;
  if (create === undefined || version === undefined) return;
  heedShown(progress, { key: event.key, value, create, mod, version, lease }, revision);
}

/** Explains by hidden changes why somebody saw a key otherwise than the log has it. */
export function heedShown(progress: Progress, seen: KeyValue, upTo: number): void {
  const { outline, log, facts, doubts } = progress;
  const key = outline.keys.id(seen.key);
  if (key < 0 || !facts.owns(outline.keys.name(key))) return;
  if (log.matches(key, seen)) return confirm(progress, key, upTo);
  const outcome = tryRepair(progress, { key, seen, why: '' }, upTo);
  if (outcome === 'repaired') return confirm(progress, key, upTo);
  if (outcome === 'no') return;
  doubts.add(`${nameOf(progress, key)} at ${seen.mod} tells of hidden changes`);
  notePick(progress);
  const view = log.view(log.newest[key] as number);
  const isSame = view?.revision === Number(seen.mod);
  if (isSame) log.rewind(key, log.previous[log.newest[key] as number] ?? NONE);
  log.set(key, seen, isSame ? view.op : NOBODY);
  confirm(progress, key, upTo);
}
