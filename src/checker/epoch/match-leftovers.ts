import type { Candidate } from './candidates.ts';
import { follow, linksSince, type Link } from './chain.ts';
import { compareHolds } from './compare.ts';
import { contradiction } from './contradiction.ts';
import { effectsAt } from './effects-at.ts';
import type { Progress } from './progress.ts';

/**
 * Gives every revision that is still unexplained to a distinct write of unknown fate whose effect
 * nobody could have seen. Bounds grow with the revision, so the earliest-called write that fits is
 * as good as any other. A revision that is left over is a doubt, because somebody may have written
 * outside the record; it is a contradiction only where the drill owns every key.
 */
export function matchLeftovers(progress: Progress): void {
  const { gaps, doubts, facts, found, candidates, counts, log } = progress;
  if (gaps.overflow) {
    doubts.add('too many revisions that nobody claims');
    return;
  }
  const left: number[] = [];
  const unused = candidates.unused
    .filter(({ pinned }) => !pinned)
    .sort((a, b) => a.op.call - b.op.call);
  for (const revision of gaps.left) {
    const match = unused.find(
      (candidate) => !candidate.used && invisible(progress, candidate, revision),
    );
    if (match === undefined) left.push(revision);
    else {
      match.used = true;
      counts.happened += 1;
    }
  }
  if (left.length === 0) return;
  const text = `${left.length} revisions that nobody in the record claims, the first is ${left[0]}`;
  const leases = [...log.attached.keys()].length > 0;
  const certain = facts.complete && facts.owns('') && !leases && candidates.unused.length === 0;
  if (!certain || progress.picks > 0) doubts.add(text);
  else found.push(contradiction('unclaimed', text, [], 'a write for each revision'));
}

/** Whether the write may have happened there without anybody seeing a difference. */
function invisible(progress: Progress, candidate: Candidate, revision: number): boolean {
  const { outline, confirmedAt, confirmed, log } = progress;
  if (progress.budget-- <= 0) return false;
  if (candidate.op.call > outline.known.by(revision).at) return false;
  const effects = effectsAt(progress, candidate, revision);
  if (effects.size === 0) return false;
  for (const [key, link] of effects) {
    if ((confirmedAt[key] as number) >= revision) return false;
    const base = confirmed[key] as number;
    const links: Link[] = [...linksSince(log, key, base), link];
    links.sort((a, b) => a.revision - b.revision);
    if (follow(log.view(base), links) === undefined) return false;
    if (turnsCompare(progress, key, links, revision)) return false;
  }
  return true;
}

/** Whether the key would then not have been as an answered compare behind the write saw it. */
function turnsCompare(
  { compared, confirmed, log }: Progress,
  key: number,
  links: readonly Link[],
  revision: number,
): boolean {
  const start = log.view(confirmed[key] as number);
  return (compared.get(key) ?? []).some(({ at, compare, held }) => {
    if (at < revision) return false;
    const before = links.filter((link) => link.revision <= at);
    return compareHolds(compare, follow(start, before)) !== held;
  });
}
