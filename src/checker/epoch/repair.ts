import { dependsOnState } from '../../history/effects.ts';
import type { Candidate } from './candidates.ts';
import { follow, linksSince, rewrite, type Link } from './chain.ts';
import { NOBODY } from './change-log.ts';
import type { Comparable } from './compare.ts';
import { attachedAt, effectsAt } from './effects-at.ts';
import type { Outcome, Progress } from './progress.ts';

/** More hidden changes of one key between two looks at it are not searched for. */
const MOST_HIDDEN = 3;

interface Search {
  readonly progress: Progress;
  readonly key: number;
  readonly since: number;
  readonly upTo: number;
  readonly start: Comparable | undefined;
  readonly links: readonly Link[];
  readonly options: readonly Candidate[];
  /** Leases whose end may have taken the key along. */
  readonly leases: readonly string[];
  readonly accept: (state: Comparable) => boolean;
  /** Set when an option could not be followed through to its end. */
  unsure: boolean;
}

interface Hidden {
  readonly revision: number;
  /** undefined: the end of a lease. */
  readonly candidate: Candidate | undefined;
  readonly lease: string;
  readonly effects: ReadonlyMap<number, Link>;
}

/**
 * Looks for writes of unknown fate, or the end of a lease, that happened to one key at revisions
 * nobody claims since the key was last confirmed, so that the key is then as `accept` wants it.
 * The first explanation found is put into the log. `puts`: how many hidden puts the version tells
 * of.
 */
export function repair(
  progress: Progress,
  key: number,
  upTo: number,
  accept: (state: Comparable) => boolean,
  puts = 0,
): Outcome {
  const { log, candidates, gaps } = progress;
  const base = progress.confirmed[key] as number;
  const since = progress.confirmedAt[key] as number;
  const options = candidates.touching(key).filter(({ pinned }) => !pinned);
  const start = log.view(base);
  const links = linksSince(log, key, base);
  const leases = leasesOf(start, links, options, key, progress);
  const ways = options.length + leases.length;
  const open = gaps.any(since, upTo);
  // The line of whoever made an unclaimed revision may be among those that are missing.
  const refused = open && !progress.facts.complete ? 'maybe' : refuse(progress, key, ways);
  if (ways === 0 || !open) return refused;
  const search = {
    progress,
    key,
    since,
    upTo,
    start,
    links,
    options,
    leases,
    accept,
    unsure: false,
  };
  for (let hidden = 1; hidden <= MOST_HIDDEN; hidden++) {
    const plan = puts > 1 && hidden === 1 ? countedPuts(search, puts) : extend(search, [], hidden);
    if (plan !== undefined) {
      const shaky = plan.some(({ candidate }) => candidate && dependsOnState(candidate.op.req));
      if (ways > 1 || shaky || several(gaps.within(since, upTo))) {
        progress.picks += 1;
      }
      carryOut(search, base, plan);
      return 'repaired';
    }
  }
  const tired = progress.budget <= 0 || gaps.overflow || search.unsure;
  return tired || options.length > MOST_HIDDEN ? 'maybe' : refused;
}

/** A pick made earlier may be what is wrong, where anything could have been picked for the key. */
function refuse({ candidates, picks }: Progress, key: number, ways: number): Outcome {
  const open = ways > 0 || candidates.naming(key).length > 0 || candidates.wide;
  return picks > 0 && open ? 'maybe' : 'no';
}

const several = (revisions: Iterator<number>): boolean =>
  revisions.next().done !== true && revisions.next().done !== true;

function leasesOf(
  start: Comparable | undefined,
  links: readonly Link[],
  options: readonly Candidate[],
  key: number,
  { outline }: Progress,
): string[] {
  const all = new Set([start?.lease ?? '0', ...links.map((link) => link.lease)]);
  for (const { effects } of options) {
    for (const effect of effects) {
      if (effect.type === 'put' && outline.keys.idOf(effect.key) === key) all.add(effect.lease);
    }
  }
  all.delete('0');
  return [...all];
}

/**
 * Hidden puts that only the version tells of are alike: any of them at any open revision will do,
 * and the earliest open ones leave the most room for writes that were called later.
 */
function countedPuts(search: Search, puts: number): Hidden[] | undefined {
  const { progress, key, since, upTo, options, accept } = search;
  const plain = options.filter(({ op }) => op.req.op === 'put' && (op.req.lease ?? '0') === '0');
  plain.sort((a, b) => a.op.call - b.op.call);
  const done: Hidden[] = [];
  for (const revision of progress.gaps.within(since, upTo)) {
    const candidate = plain[done.length];
    if (candidate === undefined || done.length === puts) break;
    if (candidate.op.call > progress.outline.known.by(revision).at) continue;
    const effects = effectsAt(progress, candidate, revision);
    if (effects.has(key)) done.push({ revision, candidate, lease: '0', effects });
  }
  const state = done.length === puts ? follow(search.start, merged(search, done)) : undefined;
  return state !== undefined && accept(state) ? done : undefined;
}

/**
 * Adds hidden changes one by one; each between two links of the key at the earliest open
 * revision.
 */
function extend(search: Search, done: readonly Hidden[], more: number): Hidden[] | undefined {
  if (more === 0) {
    const state = follow(search.start, merged(search, done));
    return state !== undefined && search.accept(state) ? [...done] : undefined;
  }
  const above = done.at(-1)?.revision ?? search.since;
  for (const revision of openings(search, above)) {
    for (const hidden of hiddenAt(search, revision, done)) {
      if (search.progress.budget-- <= 0) return undefined;
      const found = extend(search, [...done, hidden], more - 1);
      if (found !== undefined) return found;
    }
  }
  return undefined;
}

/** The first open revisions behind each link: later ones behind the same link change nothing. */
function* openings({ progress, links, upTo }: Search, above: number): Generator<number> {
  const bounds = [...links.map((link) => link.revision), upTo];
  let from = above;
  for (const bound of bounds) {
    if (bound < from) continue;
    let tried = 0;
    for (const revision of progress.gaps.within(from, bound)) {
      yield revision;
      // A later revision allows writes that were called later, so a few of them are worth a try.
      if (++tried >= 4) break;
    }
    from = bound;
  }
}

function* hiddenAt(search: Search, revision: number, done: readonly Hidden[]): Generator<Hidden> {
  const { progress, key, leases, options } = search;
  for (const lease of leases) {
    const keys = new Set(attachedAt(progress, lease, revision - 1));
    if (done.some(({ effects }) => effects.get(key)?.lease === lease)) keys.add(key);
    const effects = new Map([...keys].map((id) => [id, { ...GONE, revision, op: NOBODY }]));
    if (effects.has(key) && fits(search, effects, revision)) {
      yield { revision, candidate: undefined, lease, effects };
    }
  }
  const known = progress.outline.known.by(revision).at;
  for (const candidate of options) {
    if (candidate.op.call > known || done.some((hidden) => hidden.candidate === candidate))
      continue;
    const effects = effectsAt(progress, candidate, revision);
    // A hidden delete may follow a hidden put that the log does not know of yet.
    if (!effects.has(key) && deletes(candidate, progress, key)) {
      effects.set(key, { ...GONE, revision, op: candidate.index });
    }
    // Another hidden change may turn its compares.
    if (!effects.has(key) && dependsOnState(candidate.op.req)) search.unsure = true;
    if (effects.has(key) && fits(search, effects, revision)) {
      yield { revision, candidate, lease: '0', effects };
    }
  }
}

const GONE = { type: 'delete', value: undefined, lease: '0' } as const;

const deletes = (candidate: Candidate, { outline }: Progress, key: number): boolean =>
  candidate.effects.some((effect) => {
    if (effect.type !== 'delete') return false;
    const { low, high } = outline.keys.rangeOf(effect.key, effect.end);
    return key >= low && key < high;
  });

/** Whether the other keys that the write touches have not been looked at since. */
function fits(search: Search, effects: ReadonlyMap<number, Link>, revision: number): boolean {
  for (const other of effects.keys()) {
    if (other === search.key) continue;
    if ((search.progress.confirmedAt[other] as number) >= revision) {
      search.unsure = true;
      return false;
    }
  }
  return true;
}

function merged({ links, key }: Search, hidden: readonly Hidden[]): Link[] {
  const added = hidden.map(({ effects }) => effects.get(key) as Link);
  return [...links, ...added].sort((a, b) => a.revision - b.revision);
}

function carryOut(search: Search, base: number, plan: readonly Hidden[]): void {
  const { progress, key } = search;
  const { log, gaps, counts, confirmed, leases } = progress;
  for (const { revision, candidate, lease, effects } of plan) {
    gaps.close(revision);
    if (candidate !== undefined) {
      candidate.used = true;
      counts.happened += 1;
    } else leases.push({ lease, revision, keys: [...effects.keys()], certain: false });
    for (const [other, link] of effects) {
      if (other === key) continue;
      const from = confirmed[other] as number;
      const links = [...linksSince(log, other, from), link];
      rewrite(
        log,
        other,
        from,
        links.sort((a, b) => a.revision - b.revision),
      );
    }
  }
  rewrite(log, key, base, merged(search, plan));
}
