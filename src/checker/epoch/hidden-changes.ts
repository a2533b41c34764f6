import { dependsOnState } from '../../history/effects.ts';
import type { Candidate } from './candidates.ts';
import { endedBy, follow, GONE, type Link } from './chain.ts';
import type { Comparable } from './compare.ts';
import { attachedAt, effectsAt, loggedAt, type StateAt } from './effects-at.ts';
import type { Progress } from './progress.ts';

/** More hidden changes of one key between two looks at it are not searched for. */
export const MOST_HIDDEN = 3;

/** A search for hidden changes of one key since it was last confirmed. */
export interface Search {
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

/** A change at a revision that nobody claims, and that nobody saw. */
export interface Hidden {
  readonly revision: number;
  /** undefined: the end of a lease. */
  readonly candidate: Candidate | undefined;
  readonly lease: string;
  readonly effects: ReadonlyMap<number, Link>;
}

/** The key's links with hidden changes among them, and what ends of leases took of those. */
export function merged({ links, key, progress }: Search, hidden: readonly Hidden[]): Link[] {
  const added = hidden.map(({ effects }) => effects.get(key) as Link);
  const all = [...links, ...added].sort((a, b) => a.revision - b.revision);
  return endedBy(progress.leases, all);
}

/** What keys held when the hidden changes happened; of all others the log tells. */
function stateWith(search: Search, hidden: readonly Hidden[]): StateAt {
  const { progress, key, start, since } = search;
  const links = merged(search, hidden);
  return (other, at) => {
    if (other !== key || at < since) return loggedAt(progress, other, at);
    return follow(
      start,
      links.filter(({ revision }) => revision <= at),
    );
  };
}

/**
 * Hidden puts that only the version tells of are alike: any of them at any open revision will do,
 * and the earliest open ones leave the most room for writes that were called later.
 */
export function countedPuts(search: Search, puts: number): Hidden[] | undefined {
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

/** Adds hidden changes one by one, in order of revision. */
export function extend(
  search: Search,
  done: readonly Hidden[],
  more: number,
): Hidden[] | undefined {
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

/**
 * The open revisions that are worth a try: behind each link the first few, and the first few from
 * where on each option was called; all others behind the same link change nothing.
 */
function* openings(search: Search, above: number): Generator<number> {
  const { progress, links, upTo } = search;
  const bounds = [...links.map((link) => link.revision), upTo];
  const starts = startsOf(search);
  let from = above;
  for (const bound of bounds) {
    if (bound < from) continue;
    const worth = new Set<number>();
    for (const start of [from, ...starts]) {
      if (start >= bound) continue;
      let tried = 0;
      for (const revision of progress.gaps.within(Math.max(from, start), bound)) {
        worth.add(revision);
        if (++tried >= MOST_HIDDEN) break;
      }
    }
    yield* [...worth].sort((a, b) => a - b);
    from = bound;
  }
}

/** Per option: the last revision that was known before it was called, so that it stands behind. */
function startsOf({ progress, options, since, upTo }: Search): Set<number> {
  const { known } = progress.outline;
  const starts = options.map(({ op }) => {
    let low = since;
    let high = upTo;
    while (low < high) {
      const middle = Math.floor((low + high + 1) / 2);
      if (known.by(middle).at < op.call) low = middle;
      else high = middle - 1;
    }
    return low;
  });
  return new Set(starts);
}

function* hiddenAt(search: Search, revision: number, done: readonly Hidden[]): Generator<Hidden> {
  const { progress, key, leases, options } = search;
  const stateAt = stateWith(search, done);
  const own = stateAt(key, revision - 1);
  for (const lease of leases) {
    const keys = new Set(attachedAt(progress, lease, revision - 1));
    if (own?.lease === lease) keys.add(key);
    else keys.delete(key);
    const effects = new Map([...keys].map((id) => [id, { ...GONE, revision }]));
    if (effects.has(key) && fits(search, effects, revision)) {
      yield { revision, candidate: undefined, lease, effects };
    }
  }
  const known = progress.outline.known.by(revision).at;
  for (const candidate of options) {
    if (candidate.op.call > known || done.some((hidden) => hidden.candidate === candidate))
      continue;
    const effects = effectsAt(progress, candidate, revision, stateAt);
    if (mayTurn(search, candidate)) search.unsure = true;
    if (effects.has(key) && fits(search, effects, revision)) {
      yield { revision, candidate, lease: '0', effects };
    }
  }
}

/** Whether hidden changes of other keys may turn the compares of a txn. */
function mayTurn({ progress, key }: Search, candidate: Candidate): boolean {
  const { candidates, log, outline } = progress;
  const { req } = candidate.op;
  if (req.op !== 'txn' || !dependsOnState(req)) return false;
  return req.compares.some((compare) => {
    const other = outline.keys.id(compare.key);
    if (other === key || other < 0) return false;
    const open = candidates.naming(other).some((own) => own !== candidate && !own.pinned);
    if (open || candidates.wide) return true;
    return [...log.attached.values()].some((keys) => keys.has(other));
  });
}

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
