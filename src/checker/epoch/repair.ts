import { dependsOnState } from '../../history/effects.ts';
import type { Candidate } from './candidates.ts';
import { endedBy, linksSince, rewrite, type Link } from './chain.ts';
import type { Comparable } from './compare.ts';
import {
  countedPuts,
  extend,
  merged,
  MOST_HIDDEN,
  type Hidden,
  type Search,
} from './hidden-changes.ts';
import { notePick, type Outcome, type Progress } from './progress.ts';

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
  const refused =
    open && !progress.facts.complete ? 'maybe' : refuse(progress, key, ways, open ? 0 : since);
  if (ways === 0 || !open) return refused;
  const span = { progress, key, since, upTo, start, links };
  const search: Search = { ...span, options, leases, accept, unsure: false };
  for (let hidden = 1; hidden <= MOST_HIDDEN; hidden++) {
    const plan = puts > 1 && hidden === 1 ? countedPuts(search, puts) : extend(search, [], hidden);
    if (plan !== undefined) {
      const shaky = plan.some(({ candidate }) => candidate && dependsOnState(candidate.op.req));
      if (ways > 1 || shaky || several(gaps.within(since, upTo))) {
        notePick(progress);
      }
      carryOut(search, base, plan);
      return 'repaired';
    }
  }
  const tired = progress.budget <= 0 || gaps.overflow || search.unsure;
  return tired || ways > MOST_HIDDEN ? 'maybe' : refused;
}

/**
 * A pick made earlier may be what is wrong, where anything could have been picked for the key.
 * Without a revision left to explain, picks from before the key was confirmed change nothing.
 */
function refuse(progress: Progress, key: number, ways: number, since: number): Outcome {
  const { candidates, picks, pickedAt } = progress;
  const open = ways > 0 || candidates.naming(key).length > 0 || candidates.wide;
  return picks > 0 && pickedAt > since && open ? 'maybe' : 'no';
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

function carryOut(search: Search, base: number, plan: readonly Hidden[]): void {
  const { progress, key } = search;
  const { log, gaps, counts, leases } = progress;
  const own = merged(search, plan);
  for (const { revision, candidate, lease, effects } of plan) {
    gaps.close(revision);
    if (candidate !== undefined) {
      candidate.used = true;
      counts.happened += 1;
    } else leases.push({ lease, revision, keys: [...effects.keys()], certain: false });
    for (const [other, link] of effects) if (other !== key) insert(progress, other, link);
  }
  rewrite(log, key, base, own);
}

/** Puts a change of another key where it belongs. */
function insert(progress: Progress, key: number, link: Link): void {
  const { log, confirmed, leases } = progress;
  const from = confirmed[key] as number;
  const links = [...linksSince(log, key, from), link].sort((a, b) => a.revision - b.revision);
  rewrite(log, key, from, endedBy(leases, links));
}
